insert into site.publication (event_id, number, version, revision, withdrawn, visible_at, first_visible_at)
select pg_temp.id('event', n), 10000000 + n, 1, 1, false, pg_temp.at(n), pg_temp.at(n)
  from generate_series({from}, {to}) n;

insert into site.text (event_id, language, section, slug, revision, round, document, approval, words, first_visible_at, changed_at)
select pg_temp.id('event', n), language, 'events', 'x', 1, 1, pg_temp.document(language, n), repeat(md5(n || language), 20), md5(language || n), pg_temp.at(n), pg_temp.at(n)
  from generate_series({from}, {to}) n, unnest(array['kk', 'ru']) language;
