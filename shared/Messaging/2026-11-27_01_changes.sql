-- Which events changed, for whoever listens; each row lives for a minute or two. Unlogged: nothing is lost with it, since whoever listens asks anew after a restart.
-- xact is the transaction that wrote the row: two looks compare their snapshots, so that none is passed over that began earlier and was committed later.
create unlogged table messaging.change (
    event_id uuid not null,
    xact xid8 not null default pg_current_xact_id()
);

create index change_by_xact on messaging.change (xact);

grant select, insert, delete on messaging.change to {role};
