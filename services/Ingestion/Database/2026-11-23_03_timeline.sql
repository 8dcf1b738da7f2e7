create table ingestion.step (
    step_id uuid primary key,
    event_id uuid not null,
    at timestamptz not null,
    step text not null,
    language text,
    actor jsonb,
    detail text
);
create index step_by_event on ingestion.step (event_id, at, step_id);
grant select, insert on ingestion.step to {role};

-- The newest announcement of the Publisher; no row before the first.
create table ingestion.channels_announced (
    only_row boolean primary key default true,
    announced_at timestamptz not null,
    channels jsonb not null,
    constraint channels_announced_is_one_row check (only_row)
);
grant select, insert, update on ingestion.channels_announced to {role};
