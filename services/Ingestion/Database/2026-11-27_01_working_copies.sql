-- What an editor's form held when it was last saved by itself: one for each draft and person, and one for each person of a draft that is not created yet (draft_id of zeros).
create sequence ingestion.working_copy_version;
grant usage on sequence ingestion.working_copy_version to {role};

create table ingestion.working_copy (
    draft_id uuid not null,
    person text not null,
    based_on int,
    content jsonb not null,
    -- From one sequence for all: a copy that is made anew never has the version of one that was discarded.
    version bigint not null default nextval('ingestion.working_copy_version'),
    saved_at timestamptz not null default now(),
    primary key (draft_id, person)
);
create index working_copy_by_age on ingestion.working_copy (saved_at);
grant select, insert, update, delete on ingestion.working_copy to {role};

-- Who has a draft open. It is said again every few seconds, so a server that restarts may forget it.
create unlogged table ingestion.presence (
    draft_id uuid not null,
    person text not null,
    name text not null,
    state text not null,
    since timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    primary key (draft_id, person),
    constraint presence_state_is_known check (state in ('reading', 'editing'))
);
create index presence_by_age on ingestion.presence (seen_at);
grant select, insert, update, delete on ingestion.presence to {role};
