-- W3C trace context of the newest submission: what follows of it, and the next one, name it.
alter table ingestion.draft add column trace_parent text;
