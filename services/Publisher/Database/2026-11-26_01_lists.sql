-- The state that people see of a release: public from the Site's first answer on.
create index release_by_state on publisher.release ((case when released_at is not null and state = 'releasing' then 'published' else state end), event_id);

-- Nearly every delivery ends delivered; all others are few beside them.
create index delivery_by_state on publisher.delivery (state, delivery_id) where state <> 'delivered';
create index delivery_by_destination on publisher.delivery (destination, delivery_id);

-- A sender asks for its account's newest post before it prepares the next one.
create index delivery_newest on publisher.delivery (destination, posted_at) where state = 'delivered' and remote_id is not null;
