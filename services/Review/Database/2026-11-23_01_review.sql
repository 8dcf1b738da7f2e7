create schema review;

create table review.review (
    review_id uuid primary key,
    event_id uuid not null,
    number bigint not null,
    language text not null,
    source_language text not null,
    revision int not null,
    round int not null,
    state text not null,
    title text not null,
    document text not null,
    digest text not null,
    writers jsonb not null,
    author jsonb,
    translator jsonb,
    acknowledged jsonb not null,
    urgency text not null,
    created_at timestamptz not null,
    settled_by jsonb,
    settled_at timestamptz,
    approval text,
    carried_from_revision int,
    carried_from_round int,
    comment text,
    segments text[],
    constraint revision_and_round_begin_at_1 check (revision >= 1 and round >= 1),
    constraint review_state_is_known check (state in ('pending', 'approved', 'returned', 'superseded')),
    constraint settled_by_a_person check ((state in ('approved', 'returned')) = (settled_by is not null and settled_at is not null)),
    constraint approved_with_a_signature check ((state = 'approved') = (approval is not null)),
    constraint returned_with_a_comment check ((state = 'returned') = (comment is not null))
);

create unique index one_review_for_each_text on review.review (event_id, language, revision, round);
create unique index one_pending_review_for_each_language on review.review (event_id, language) where state = 'pending';
create index review_by_state on review.review (state, review_id);

create table review.withdrawal (
    event_id uuid primary key,
    revision int not null
);

grant usage on schema review to {role};
-- What was reviewed never changes, only what became of it.
grant select, insert on review.review to {role};
grant update (state, settled_by, settled_at, approval, comment, segments) on review.review to {role};
grant select, insert, update on review.withdrawal to {role};
