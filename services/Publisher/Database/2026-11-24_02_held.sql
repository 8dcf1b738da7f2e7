-- What waits for a person is counted every few seconds, and is found among millions that do not.
create index delivery_held on publisher.delivery (destination) where state = 'held';
