insert into ingestion.draft (draft_id, number, revision, title, section, created_by, created_at, updated_at, submitted_revision, submitted_at, approved_revision, scheduled_revision, published_revision, withdrawn_at, release_withdrawn_at)
select pg_temp.id('event', n), 10000000 + n, 1, pg_temp.title('kk', n), 'events', pg_temp.person('editor'), pg_temp.at(n), pg_temp.at(n),
       case when fate <> 'draft' then 1 end, case when fate <> 'draft' then pg_temp.at(n) end,
       case when fate in ('draft', 'queued', 'claimed') then 0 else 1 end,
       case when fate = 'scheduled' then 1 end,
       case when fate in ('published', 'withdrawn') then 1 end,
       case when fate in ('dropped', 'superseded') then pg_temp.at(n) end,
       case when fate = 'withdrawn' then pg_temp.at(n) end
  from generate_series({from}, {to}) n, pg_temp.fate(n) fate;

insert into ingestion.revision (draft_id, revision, content, author, written_at)
select pg_temp.id('event', n), 1,
       jsonb_build_object(
           'language', 'kk', 'section', 'events', 'rubric', 'akorda', 'place', null, 'occurredOn', '2021-12-20', 'title', pg_temp.title('kk', n), 'lead', null,
           'body', pg_temp.body('kk'), 'media', '[]'::jsonb, 'topics', '[]'::jsonb, 'targetLanguages', '["ru"]'::jsonb, 'releasePolicy', 'together',
           'urgency', 'routine', 'embargoUntil', null, 'channels', null, 'channelTexts', '{}'::jsonb),
       pg_temp.person('editor'), pg_temp.at(n)
  from generate_series({from}, {to}) n;

insert into ingestion.language (draft_id, language, revision, round, status, published_revision, url)
select pg_temp.id('event', n), language, 1, 1,
       case when fate = 'queued' then case language when 'kk' then 'inReview' else 'inTranslation' end
            when fate = 'claimed' then 'inTranslation'
            when fate = 'returned' then 'returned'
            when fate = 'reviewed' then 'inReview'
            else 'approved' end,
       case when fate = 'published' then 1 end,
       case when fate = 'published' then 'http://127.0.0.1/' || language || '/events/x-' || 10000000 + n end
  from generate_series({from}, {to}) n, pg_temp.fate(n) fate, unnest(array['kk', 'ru']) language
 where fate <> 'draft';

insert into ingestion.step (step_id, event_id, at, step, language, actor, detail)
select pg_temp.id(step || coalesce(language, ''), n), pg_temp.id('event', n), pg_temp.at(n), step, language, case when person is not null then pg_temp.person(person) end, 'revision 1, round 1'
  from generate_series({from}, {to}) n,
       (values ('draft-created', null, 'editor'), ('draft-submitted', 'kk', 'editor'), ('translation-queued', 'ru', null), ('task-claimed', 'ru', 'translator-ru'),
               ('translation-completed', 'ru', 'translator-ru'), ('text-approved', 'kk', 'reviewer'), ('text-approved', 'ru', 'reviewer'), ('release-published', null, null),
               ('delivery-attempted', 'kk', null), ('delivery-attempted', 'ru', null), ('delivery-settled', 'kk', null), ('delivery-settled', 'ru', null)) as s (step, language, person);

insert into http.idempotency_key (person, key, request_digest, status, location, etag, body, created_at)
select 'editor', n::text, sha256(n::text::bytea), 201, '/api/drafts/' || pg_temp.id('event', n), '"1"', pg_temp.document('kk', n), now() - interval '6 days' * random()
  from generate_series({from}, {to}, 10) n;
