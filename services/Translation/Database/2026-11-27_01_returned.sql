-- Who returned the translation last, and when; null of what an older process reopened.
alter table translation.task add column returned_by jsonb;
alter table translation.task add column returned_at timestamptz;
