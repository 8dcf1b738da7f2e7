-- A summary of each range of pages was cheap while the tables only grew. Once removed rows make room for new ones, a range holds old and new times,
-- its summary only ever widens, and every removal reads the whole table.
drop index messaging.outbox_by_age;
drop index messaging.inbox_by_age;
create index inbox_by_age on messaging.inbox (received_at);

-- Every row of the outbox dies once, when it is marked sent, and its entry among the unsent stays until it is vacuumed away: soon, or each look for what is unsent passes it by.
alter table messaging.outbox set (autovacuum_vacuum_scale_factor = 0.02);
