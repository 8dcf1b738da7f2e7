-- Past events are numbered from 1; of each there is one a minute since the year 2000, so that all of them are older than what a test adds.
-- Stable, not immutable: only so are they inlined, and a million events written in minutes.
create or replace function pg_temp.id(kind text, n bigint) returns uuid language sql stable as
$$ select (lpad(to_hex(946684800000 + n * 60000), 12, '0') || '7' || substr(md5(kind || n), 1, 3) || '8' || substr(md5(kind || n), 4, 15))::uuid $$;

create or replace function pg_temp.at(n bigint) returns timestamptz language sql stable as
$$ select timestamptz '2000-01-01 00:00:00Z' + n * interval '1 minute' $$;

create or replace function pg_temp.title(language text, n bigint) returns text language sql stable as
$$ select case language when 'kk' then 'Мемлекет басшысы елшілермен кездесті ' else 'Глава государства встретился с послами ' end || n $$;

create or replace function pg_temp.body(language text) returns text language sql stable as
$$ select case language
       when 'kk' then 'Президент Ақордада он екі елдің елшісін қабылдады. Кездесу барысында сауда-экономикалық ынтымақтастықты дамыту мәселелері талқыланды. Кездесу соңында құжаттар табыс етілді.'
       else 'Президент принял в Акорде послов двенадцати стран. На встрече обсуждались вопросы развития торгово-экономического сотрудничества. В завершение встречи были вручены документы.' end $$;

create or replace function pg_temp.document(language text, n bigint) returns text language sql stable as
$$ select '{"format":1,"eventId":"' || pg_temp.id('event', n) || '","number":' || 10000000 + n || ',"language":"' || language || '","languages":["kk","ru"],"section":"events","rubric":"akorda","place":null,"occurredOn":"2021-12-20","title":"'
          || pg_temp.title(language, n) || '","lead":null,"body":"' || pg_temp.body(language)
          || '","media":[],"topics":[],"releasePolicy":"together","urgency":"routine","embargoUntil":null,"channels":["telegram-' || language || '"],"channelTexts":{}}' $$;

create or replace function pg_temp.person(name text) returns jsonb language sql stable as
$$ select jsonb_build_object('id', name, 'name', name) $$;

-- Nearly all events are public. The others are the oldest: what looks for them from the newest on has the longest way.
create or replace function pg_temp.fate(n bigint) returns text language sql stable as
$$ select case
       when n <= 10 then 'draft'
       when n <= 20 then 'queued'
       when n <= 30 then 'claimed'
       when n <= 40 then 'returned'
       when n <= 50 then 'reviewed'
       when n <= 60 then 'scheduled'
       when n <= 70 then 'dropped'
       when n <= 80 then 'superseded'
       when n <= 90 then 'withdrawn'
       else 'published' end $$;
