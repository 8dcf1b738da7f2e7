-- When a person last said what stands on the network. Before a restore that is younger, nobody has looked.
alter table publisher.delivery add column looked_at timestamptz;

-- The switch that a restore throws is taken back by an administrator.
alter table publisher.pause add column by_restore boolean not null default false;

-- When an event was begun, by its id; null where the id does not say.
create function publisher.begun_at(event_id uuid) returns timestamptz language sql immutable as
$$ select case when substr(event_id::text, 15, 1) = '7'
               then to_timestamp(('x' || substr(replace(event_id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) end $$;

-- After a restore nobody knows what was posted of events that are older: nothing of them begins before a person has looked.
-- Two clocks may differ by two seconds.
create function publisher.awaits_look(d publisher.delivery) returns boolean language sql stable as
$$ select d.action <> 'withdraw'
          and d.destination <> 'site'
          and d.state in ('planned', 'prepared', 'retrying')
          and not d.superseded
          and exists (
            select from public.restore r
             where 'publisher' = any (r.services)
               and r.acted_at > coalesce(d.looked_at, '-infinity')
               and r.acted_at + interval '2 seconds' > coalesce(publisher.begun_at(d.event_id), '-infinity')) $$;

grant update on publisher.pause to {role};
