insert into translation.event (event_id, live_from)
select pg_temp.id('event', n), case when pg_temp.fate(n) = 'dropped' then 2 else 1 end
  from generate_series(greatest({from}, 11), {to}) n;

insert into translation.source (event_id, revision, number, language, title, urgency, document, segments, writers)
select pg_temp.id('event', n), 1, 10000000 + n, 'kk', pg_temp.title('kk', n), 'routine', pg_temp.document('kk', n),
       jsonb_build_array(jsonb_build_object('id', 'T', 'kind', 'title', 'text', pg_temp.title('kk', n)), jsonb_build_object('id', 'P', 'kind', 'paragraph', 'text', pg_temp.body('kk'))),
       jsonb_build_array(pg_temp.person('editor'))
  from generate_series(greatest({from}, 11), {to}) n;

insert into translation.task (task_id, event_id, revision, language, round, state, holder_id, holder_name, lease_ends_at, comment, channels, channel_texts, document, created_at)
select pg_temp.id('task', n), pg_temp.id('event', n), 1, 'ru', 1, state,
       case when state <> 'queued' then 'translator-ru' end, case when state <> 'queued' then 'translator-ru' end,
       case when state = 'claimed' then timestamptz '2100-01-01' end,
       case when state = 'returned' then 'Неточно.' end,
       '{telegram-ru}', '{}', case when state = 'completed' then pg_temp.document('ru', n) end, pg_temp.at(n)
  from generate_series(greatest({from}, 11), {to}) n, pg_temp.fate(n) fate,
       lateral (select case when fate in ('queued', 'claimed', 'returned') then fate when fate in ('dropped', 'superseded') then 'superseded' else 'completed' end as state) s;

insert into translation.target (task_id, segment_id, target, translated_source, origin, score, writers)
select pg_temp.id('task', n), segment, case segment when 'T' then pg_temp.title('ru', n) else pg_temp.body('ru') end,
       case segment when 'T' then pg_temp.title('kk', n) else pg_temp.body('kk') end, 'translator', null, jsonb_build_array(pg_temp.person('translator-ru'))
  from generate_series(greatest({from}, 11), {to}) n, unnest(array['T', 'P']) segment;

insert into translation.memory (memory_id, source_language, language, source_hash, source, target, event_id, approved_at)
select pg_temp.id('memory', n), 'kk', 'ru', sha256(convert_to(pg_temp.title('kk', n), 'UTF8')), pg_temp.title('kk', n), pg_temp.title('ru', n), pg_temp.id('event', n), pg_temp.at(n)
  from generate_series(greatest({from}, 11), {to}) n;
