create schema mill;

create table mill.done (
    message_id uuid not null,
    event_id uuid not null,
    step text not null,
    done_at timestamptz not null default clock_timestamp()
);

grant usage on schema mill to {role};
grant select, insert on mill.done to {role};
