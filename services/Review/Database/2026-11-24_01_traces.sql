-- W3C trace context of the message that brought the text: the trace goes on with whoever decides about it.
alter table review.review add column trace_parent text;
