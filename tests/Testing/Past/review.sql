insert into review.review (review_id, event_id, number, language, source_language, revision, round, state, title, document, digest, writers, author, translator, acknowledged, urgency, created_at,
                           settled_by, settled_at, approval, comment, segments)
select pg_temp.id('review' || language, n), pg_temp.id('event', n), 10000000 + n, language, 'kk', 1, 1, state, pg_temp.title(language, n), pg_temp.document(language, n), md5(language || n) || md5(n || language),
       jsonb_build_array(pg_temp.person('editor')), case language when 'kk' then pg_temp.person('editor') end, case language when 'ru' then pg_temp.person('translator-ru') end, '[]', 'routine', pg_temp.at(n),
       case when state in ('approved', 'returned') then pg_temp.person('reviewer') end, case when state in ('approved', 'returned') then pg_temp.at(n) end,
       case when state = 'approved' then repeat(md5(n || language), 20) end, case when state = 'returned' then 'Неточно.' end, case when state = 'returned' then array[]::text[] end
  from generate_series(greatest({from}, 11), {to}) n, pg_temp.fate(n) fate, unnest(array['kk', 'ru']) language,
       lateral (select case when fate in ('queued', 'claimed') then 'pending'
                            when fate = 'returned' then case language when 'kk' then 'approved' else 'returned' end
                            when fate = 'reviewed' then case language when 'kk' then 'approved' else 'pending' end
                            when fate in ('dropped', 'superseded') then 'superseded'
                            else 'approved' end as state) s
 where language = 'kk' or fate not in ('queued', 'claimed');

insert into review.withdrawal (event_id, revision)
select pg_temp.id('event', n), 1
  from generate_series({from}, {to}) n
 where pg_temp.fate(n) = 'dropped';
