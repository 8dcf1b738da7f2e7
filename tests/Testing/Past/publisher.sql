insert into publisher.publication (event_id, number, urgency, submitted_revision, dropped_revision, version, shown_version, push_due_at, withdrawal_version, withdrawal_reason, withdrawn_by, withdrawn_by_name)
select pg_temp.id('event', n), 10000000 + n, 'routine', 1, case when fate in ('dropped', 'superseded') then 1 else 0 end, version, version, pg_temp.at(n),
       case when fate = 'withdrawn' then version end, case when fate = 'withdrawn' then 'Қате' end, case when fate = 'withdrawn' then 'publisher' end, case when fate = 'withdrawn' then 'publisher' end
  from generate_series(greatest({from}, 11), {to}) n, pg_temp.fate(n) fate,
       lateral (select case fate when 'published' then 1 when 'withdrawn' then 2 else 0 end as version) v;

insert into publisher.release (event_id, revision, state, languages, policy, embargo_until, not_before, release_at, released_at)
select pg_temp.id('event', n), 1,
       case fate when 'published' then 'published' when 'withdrawn' then 'withdrawn' when 'scheduled' then 'scheduled' when 'dropped' then 'withdrawn' when 'superseded' then 'superseded' else 'assembling' end,
       '{kk,ru}', 'together', null, null, case when fate = 'scheduled' then timestamptz '2100-01-01' end, case when fate in ('published', 'withdrawn') then pg_temp.at(n) end
  from generate_series(greatest({from}, 11), {to}) n, pg_temp.fate(n) fate;

insert into publisher.text (event_id, revision, language, round, document, digest, approval, slug, channels, media, approved_at, release_version, shown_at, page)
select pg_temp.id('event', n), 1, language, 1, pg_temp.document(language, n), md5(language || n) || md5(n || language), repeat(md5(n || language), 20), 'x',
       array['telegram-' || language], '{}', pg_temp.at(n), case when fate in ('published', 'withdrawn') then 1 end, case when fate in ('published', 'withdrawn') then pg_temp.at(n) end, null
  from generate_series(greatest({from}, 51), {to}) n, pg_temp.fate(n) fate, unnest(array['kk', 'ru']) language;

insert into publisher.slug (event_id, language, slug)
select pg_temp.id('event', n), language, 'x'
  from generate_series(greatest({from}, 81), {to}) n, unnest(array['kk', 'ru']) language;

-- The first hundred that were published left what is rare behind: refused, held, skipped, taken back, and far in the future still to be done.
insert into publisher.delivery (delivery_id, event_id, revision, language, destination, action, state, urgency, page, planned_at, due_at, prepared, tries, remote_id, url, posted_at, reason)
select pg_temp.id('delivery' || destination || language, n), pg_temp.id('event', n), 1, language, destination, 'publish', state, 'routine', page, pg_temp.at(n),
       case when state in ('planned', 'retrying') then timestamptz '2100-01-01' else pg_temp.at(n) end, jsonb_build_object('text', page), 1,
       case when state = 'delivered' and destination <> 'site' then n::text end, case when state = 'delivered' then page end, case when state = 'delivered' then pg_temp.at(n) end,
       case when state in ('rejected', 'held', 'skipped') then 'A reason.' end
  from generate_series(greatest({from}, 81), {to}) n, unnest(array['kk', 'ru']) language, unnest(array['site', 'telegram-' || language]) destination,
       lateral (select 'http://127.0.0.1/' || language || '/events/x-' || 10000000 + n as page,
                       case when destination = 'site' or n > 190 then 'delivered'
                            else (array['planned', 'retrying', 'rejected', 'held', 'skipped', 'withdrawn'])[1 + n % 6] end as state) s;

insert into publisher.attempt (delivery_id, number, started_at, ended_at, outcome, evidence)
select pg_temp.id('deliverytelegram-' || language || language, n), 1, pg_temp.at(n), pg_temp.at(n), 'delivered', 'message ' || n
  from generate_series(greatest({from}, 81), {to}) n, unnest(array['kk', 'ru']) language;
