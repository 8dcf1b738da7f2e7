-- What people say to each other about a segment of an event's text in one language. The words never change, only whether it is settled.
create table review.comment (
    comment_id uuid primary key,
    event_id uuid not null,
    language text not null,
    segment_id text,
    text text not null,
    author jsonb not null,
    created_at timestamptz not null,
    resolved_by jsonb,
    resolved_at timestamptz,
    constraint comment_is_resolved_by_a_person check ((resolved_by is null) = (resolved_at is null))
);

create index comment_by_event on review.comment (event_id, comment_id);

grant select, insert on review.comment to {role};
grant update (resolved_by, resolved_at) on review.comment to {role};
