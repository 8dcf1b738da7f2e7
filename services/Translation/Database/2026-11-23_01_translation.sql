create schema translation;

-- Revisions below live_from are over: superseded by a newer one, or withdrawn. Messages about them change nothing any more.
create table translation.event (
    event_id uuid primary key,
    live_from int not null
);

-- A submitted revision that is to be translated, cut into segments. Insert-only.
create table translation.source (
    event_id uuid not null,
    revision int not null,
    number bigint not null,
    language text not null,
    title text not null,
    urgency text not null constraint source_urgency check (urgency in ('routine', 'urgent', 'flash')),
    document text not null,
    segments jsonb not null,
    writers jsonb not null,
    constraint source_pkey primary key (event_id, revision)
);

create table translation.task (
    task_id uuid primary key,
    event_id uuid not null,
    revision int not null,
    language text not null,
    round int not null default 1,
    state text not null constraint task_state check (state in ('queued', 'claimed', 'completed', 'returned', 'superseded')),
    holder_id text,
    holder_name text,
    lease_ends_at timestamptz,
    comment text,
    commented_segments text[] not null default '{}',
    channels text[] not null,
    channel_texts jsonb not null,
    document text,
    acknowledged jsonb not null default '[]',
    created_at timestamptz not null,
    constraint task_is_of_a_source foreign key (event_id, revision) references translation.source,
    constraint task_is_leased_when_claimed check ((state = 'claimed') = (lease_ends_at is not null)),
    constraint task_is_claimed_by_somebody check (state <> 'claimed' or holder_id is not null),
    constraint task_holder_has_a_name check ((holder_id is null) = (holder_name is null)),
    constraint task_is_completed_with_a_document check (state <> 'completed' or document is not null)
);

create unique index task_is_one_per_text on translation.task (event_id, language, revision);
create index task_by_language on translation.task (language, state, task_id desc);

-- The words that stand for a segment. translated_source holds the source words that somebody confirmed them for: null for words out of the
-- memory that nobody confirmed yet, other words than the segment's when the source changed since.
create table translation.target (
    task_id uuid not null references translation.task,
    segment_id text not null,
    target text not null,
    translated_source text,
    origin text not null constraint target_origin check (origin in ('translator', 'memory')),
    score int,
    writers jsonb not null,
    primary key (task_id, segment_id)
);

-- Approved translations, one for each source text and pair of languages: the newest approval's.
create table translation.memory (
    memory_id uuid primary key,
    source_language text not null,
    language text not null,
    source_hash bytea not null,
    source text not null,
    target text not null,
    event_id uuid not null,
    approved_at timestamptz not null
);

create unique index memory_holds_one_answer on translation.memory (source_language, language, source_hash);

create table translation.term (
    term_id uuid primary key,
    revision int not null default 1,
    source_language text not null,
    source text not null,
    targets jsonb not null,
    note text
);

create unique index term_is_one on translation.term (source_language, lower(source));

grant usage on schema translation to {role};
grant select, insert on translation.source to {role};
grant select, insert, update on translation.event, translation.task, translation.memory to {role};
grant select, insert, update, delete on translation.target, translation.term to {role};
