-- The event that first named the photograph; null where an older process noted it.
alter table publisher.media add column event_id uuid;
