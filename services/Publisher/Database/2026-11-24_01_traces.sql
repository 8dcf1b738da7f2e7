-- W3C trace context of the approval that first named the photograph.
alter table publisher.media add column trace_parent text;
