create schema messaging;

-- sent_at is null means: nobody durable has taken this message over yet.
create table messaging.outbox (
    outbox_id bigint generated always as identity primary key,
    message_id uuid not null,
    type text not null,
    payload bytea not null,
    urgency text not null constraint outbox_urgency check (urgency in ('routine', 'urgent', 'flash')),
    trace_parent text,
    created_at timestamptz not null default clock_timestamp(),
    sent_at timestamptz
);

create index outbox_unsent on messaging.outbox (outbox_id) where sent_at is null;
-- Rows come in the order of their time, so a summary of it for each range of pages is enough to find the old ones.
create index outbox_by_age on messaging.outbox using brin (created_at);

-- A row means: this module has taken the message over, either with its effects or as a row of failed_message.
create table messaging.inbox (
    consumer text not null,
    message_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
);

create index inbox_by_age on messaging.inbox using brin (received_at);

-- due_at is also the lease of the process that tries the message again: taking it moves it on.
create table messaging.failed_message (
    failed_message_id uuid primary key,
    consumer text not null,
    message_id uuid not null,
    type text not null,
    payload bytea not null,
    urgency text not null,
    trace_parent text,
    state text not null constraint failed_message_state check (state in ('waiting', 'failed', 'handled', 'archived')),
    attempts int not null,
    error text not null,
    due_at timestamptz,
    first_failed_at timestamptz not null default now(),
    last_failed_at timestamptz not null default now(),
    reason text,
    constraint failed_message_waits_for_a_time check ((state = 'waiting') = (due_at is not null)),
    constraint failed_message_is_archived_with_a_reason check ((state = 'archived') = (reason is not null))
);

create unique index failed_message_once on messaging.failed_message (consumer, message_id);
create index failed_message_due on messaging.failed_message (due_at) where state = 'waiting';
create index failed_message_by_state on messaging.failed_message (state, failed_message_id);

grant usage on schema messaging to {role};
grant select, insert, delete on messaging.inbox to {role};
grant select, insert, update, delete on messaging.outbox, messaging.failed_message to {role};
