-- What is not public is a short list beside a long past; each of these is as long as what it finds.
create index draft_not_submitted on ingestion.draft (draft_id)
    where submitted_revision is null and withdrawn_at is null and release_withdrawn_at is null;

create index draft_withdrawn on ingestion.draft (draft_id)
    where withdrawn_at is not null or release_withdrawn_at is not null;

create index draft_under_way_by_id on ingestion.draft (draft_id)
    where submitted_revision is not null
      and withdrawn_at is null
      and release_withdrawn_at is null
      and (published_revision is null or published_revision < submitted_revision);

create index draft_by_section on ingestion.draft (section, draft_id);
