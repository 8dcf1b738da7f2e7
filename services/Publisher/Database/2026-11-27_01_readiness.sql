-- For people who look: null of texts that an older process added.
alter table publisher.text add column title text;
alter table publisher.text add column approver jsonb;

alter table publisher.pause add column paused_by_name text;

-- The calendar: when an event becomes public or became so, as far as it is known. Superseded releases have no day.
create index release_by_time on publisher.release ((coalesce(released_at, release_at, greatest(embargo_until, not_before))), event_id) where state <> 'superseded';

-- Accounts that a network did not accept: few among all attempts.
create index attempt_blocked on publisher.attempt (delivery_id) where outcome = 'account-blocked';
