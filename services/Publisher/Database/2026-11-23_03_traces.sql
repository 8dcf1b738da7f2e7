-- W3C trace context: one trace leads from the editor's click to the social post, through every wait in between.
alter table publisher.publication add column trace_parent text;
alter table publisher.delivery add column trace_parent text;
