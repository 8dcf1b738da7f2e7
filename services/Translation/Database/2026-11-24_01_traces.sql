-- W3C trace context of the message that opened the task: the trace goes on with whoever translates it.
alter table translation.task add column trace_parent text;
