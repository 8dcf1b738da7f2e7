create schema ingestion;
grant usage on schema ingestion to {role};

create sequence ingestion.draft_number;
grant usage on sequence ingestion.draft_number to {role};

create table ingestion.draft (
    draft_id uuid primary key,
    number bigint not null default nextval('ingestion.draft_number'),
    revision int not null,
    -- Of the newest revision, for lists.
    title text not null,
    section text not null,
    created_by jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    submitted_revision int,
    -- The newest revision whose source text was approved: who wrote since then are the writers.
    approved_revision int not null default 0,
    scheduled_revision int,
    published_revision int,
    -- Taken back by an editor; empty again when the Publisher drops that because the event was released meanwhile.
    withdrawn_at timestamptz,
    -- Taken back by a publisher, for ever.
    release_withdrawn_at timestamptz,
    constraint draft_number_is_unique unique (number),
    constraint draft_has_a_revision check (revision >= 1),
    constraint draft_submits_what_it_has check (submitted_revision between 1 and revision)
);
grant select, insert, update on ingestion.draft to {role};

create table ingestion.revision (
    draft_id uuid not null references ingestion.draft,
    revision int not null,
    content jsonb not null,
    author jsonb not null,
    written_at timestamptz not null default now(),
    -- What the channels were when this revision was submitted, language by language; null until then.
    channels jsonb,
    primary key (draft_id, revision)
);
grant select, insert on ingestion.revision to {role};
grant update (channels) on ingestion.revision to {role};

-- How far each language of an event is. No reference to the draft: a message is recorded whatever is here.
create table ingestion.language (
    draft_id uuid not null,
    language text not null,
    revision int not null,
    round int not null,
    status text not null,
    published_revision int,
    url text,
    primary key (draft_id, language),
    constraint language_status_is_known check (status in ('submitted', 'inTranslation', 'inReview', 'returned', 'approved'))
);
grant select, insert, update on ingestion.language to {role};

-- Within one revision and round a language only goes forward.
create function ingestion.progress(status text) returns int language sql immutable as
$$ select array_position(array['submitted', 'inTranslation', 'inReview', 'returned', 'approved'], status) $$;

-- The status of a draft follows its newest submitted revision: a release decides it alone, else what is returned, else the language that is furthest behind.
create view ingestion.draft_with_status as
select d.*,
       case
           when d.withdrawn_at is not null or d.release_withdrawn_at is not null then 'withdrawn'
           when d.submitted_revision is null then 'draft'
           when d.published_revision >= d.submitted_revision then 'published'
           when d.scheduled_revision >= d.submitted_revision then 'scheduled'
           else (
               select l.status
                 from ingestion.language l
                where l.draft_id = d.draft_id
                  and l.revision >= d.submitted_revision
                order by l.status <> 'returned', ingestion.progress(l.status)
                limit 1)
       end as status
  from ingestion.draft d;
grant select on ingestion.draft_with_status to {role};
