-- An account on a network. Whoever holds the lease is its only sender; the fence tells an older holder that it no longer is.
create table publisher.channel (
    channel_id text primary key,
    fence bigint not null default 0,
    lease_until timestamptz not null default '-infinity',
    wait_until timestamptz not null default '-infinity'
);

-- The kill switch: a row stops one channel, the row '*' stops all.
create table publisher.pause (
    channel_id text primary key,
    paused_at timestamptz not null default clock_timestamp(),
    paused_by text not null,
    reason text
);

create table publisher.delivery (
    delivery_id uuid primary key,
    event_id uuid not null,
    revision int not null,
    language text not null,
    destination text not null,
    action text not null constraint delivery_action check (action in ('publish', 'correct', 'withdraw')),
    state text not null constraint delivery_state check (state in
        ('planned', 'prepared', 'attempting', 'delivered', 'retrying', 'uncertain', 'rejected', 'held', 'skipped', 'withdrawn')),
    urgency text not null,
    page text not null,
    planned_at timestamptz not null default clock_timestamp(),
    due_at timestamptz not null default clock_timestamp(),
    prepared jsonb,
    -- The network may have acted without our knowing: set before the first byte leaves, cleared by proof only.
    in_doubt boolean not null default false,
    -- Something newer stands for this destination: what has not begun shall not begin.
    superseded boolean not null default false,
    trying_since timestamptz,
    tries int not null default 0,
    doubts int not null default 0,
    last_byte_at timestamptz,
    absent_at timestamptz,
    remote_id text,
    url text,
    posted_at timestamptz,
    reason text,
    change bigint not null default 0,
    foreign key (event_id, revision, language) references publisher.text,
    constraint delivery_attempting_is_in_doubt check (state not in ('attempting', 'uncertain') or in_doubt),
    constraint delivery_done_is_not_in_doubt check (state not in ('delivered', 'rejected', 'skipped', 'withdrawn') or not in_doubt),
    constraint delivery_attempting_has_an_end check (state not in ('attempting', 'uncertain') or last_byte_at is not null),
    constraint delivery_delivered_has_a_time check (state <> 'delivered' or posted_at is not null),
    constraint delivery_prepared_is_whole check (state not in ('prepared', 'attempting', 'uncertain') or prepared is not null)
);

-- Nothing is delivered twice because nothing is planned twice.
create unique index delivery_once on publisher.delivery (event_id, revision, language, destination, action);
create index delivery_due on publisher.delivery (destination, due_at)
    where state in ('planned', 'prepared', 'attempting', 'retrying', 'uncertain');

create table publisher.attempt (
    delivery_id uuid not null references publisher.delivery,
    number int not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text,
    evidence text,
    primary key (delivery_id, number)
);

grant select, insert, update on publisher.channel, publisher.delivery, publisher.attempt to {role};
grant select, insert, delete on publisher.pause to {role};
