-- A translator's queue, the list by state alone, and by language alone; each read as a range, so its columns all run the same way.
drop index translation.task_by_language;
create index task_by_language on translation.task (language, state, task_id);
create index task_by_state on translation.task (state, task_id);
create index task_in_language on translation.task (language, task_id);
