-- When the newest revision was submitted, and a short list of the events that are not over, however many are.
alter table ingestion.draft add column submitted_at timestamptz;

create index draft_under_way on ingestion.draft (submitted_at)
    where submitted_revision is not null
      and withdrawn_at is null
      and release_withdrawn_at is null
      and (published_revision is null or published_revision < submitted_revision);
