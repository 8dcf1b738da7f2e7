-- As if all of them had come within the last days: what is pruned is there whole, and nothing of it is old enough to go.
insert into messaging.outbox (message_id, type, payload, urgency, trace_parent, created_at, sent_at)
select pg_temp.id('message' || {salt} || k, n), 'DraftSubmitted', convert_to(case when k = 1 then pg_temp.document('kk', n) else '{"eventId":"' || pg_temp.id('event', n) || '","at":"2026-01-01T00:00:00Z","step":"delivery-attempted","language":"kk","actor":null,"detail":"telegram-kk, publish: delivered"}' end, 'UTF8'), 'routine', '00-' || md5(n::text) || '-0123456789abcdef-01', at, at
  from generate_series({from}, {to}) n, generate_series(1, {sent}) k, lateral (select now() - interval '13 days' + interval '1 second' * n as at) t
 order by n;

insert into messaging.inbox (consumer, message_id, received_at)
select (array['draft-submitted', 'text-approved', 'translation-completed'])[1 + k % 3] || '-past', pg_temp.id('message' || k, n), now() - interval '13 days' + interval '1 second' * n
  from generate_series({from}, {to}) n, generate_series(1, {received}) k
 order by n;

insert into messaging.failed_message (failed_message_id, consumer, message_id, type, payload, urgency, state, attempts, error, due_at, reason)
select pg_temp.id('failed', n), 'draft-submitted-past', pg_temp.id('message1', n), 'DraftSubmitted', convert_to(pg_temp.document('kk', n), 'UTF8'), 'routine', state, 3, 'An error.', null,
       case when state = 'archived' then 'A reason.' end
  from generate_series({from}, {to}, 100) n, lateral (select case when n <= 2000 then 'archived' when n <= 4000 then 'failed' else 'handled' end as state) s;
