-- What was done to one thing, in order.
create index act_by_subject on audit.act (subject, act_id);
