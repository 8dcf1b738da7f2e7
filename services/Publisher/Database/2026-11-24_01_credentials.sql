-- A channel's credentials as an administrator set them last, encrypted; without a row those of the channels file hold.
create table publisher.credential (
    channel_id text primary key,
    version bigint not null,
    sealed bytea not null,
    set_at timestamptz not null default clock_timestamp(),
    set_by text not null
);

grant select, insert, update on publisher.credential to {role};
