create schema publisher;

-- One event. The Site is to show what stands at `version` and has said that it shows `shown_version`:
-- whatever changes what is public raises the first in its own transaction, and the push follows until both are equal.
create table publisher.publication (
    event_id uuid primary key,
    number bigint not null,
    urgency text not null constraint publication_urgency check (urgency in ('routine', 'urgent', 'flash')),
    submitted_revision int not null default 0,
    dropped_revision int not null default 0,
    version bigint not null default 0,
    shown_version bigint not null default 0,
    push_due_at timestamptz not null default now(),
    withdrawal_version bigint,
    withdrawal_reason text,
    withdrawn_by text,
    withdrawn_by_name text,
    constraint publication_withdrawal_is_whole check (
        (withdrawal_version is null) = (withdrawal_reason is null)
        and (withdrawal_version is null) = (withdrawn_by is null)
        and (withdrawal_version is null) = (withdrawn_by_name is null))
);

create index publication_to_push on publisher.publication (push_due_at) where shown_version < version;

create table publisher.release (
    event_id uuid not null references publisher.publication,
    revision int not null,
    state text not null constraint release_state
        check (state in ('assembling', 'scheduled', 'releasing', 'published', 'superseded', 'withdrawn')),
    languages text[] not null,
    without text[] not null default '{}',
    policy text not null constraint release_policy check (policy in ('together', 'as-ready')),
    embargo_until timestamptz,
    not_before timestamptz,
    release_at timestamptz,
    lease_until timestamptz,
    released_at timestamptz,
    primary key (event_id, revision),
    constraint release_scheduled_has_a_time check (state <> 'scheduled' or release_at is not null),
    constraint release_published_has_a_time check (state <> 'published' or released_at is not null),
    constraint release_keeps_its_embargo check (release_at is null or embargo_until is null or release_at >= embargo_until)
);

create unique index release_under_way on publisher.release (event_id) where state in ('assembling', 'scheduled');
create index release_due on publisher.release (release_at) where state = 'scheduled';

-- An approved text. release_version is the version with which it goes to the Site; null: not released.
create table publisher.text (
    event_id uuid not null,
    revision int not null,
    language text not null,
    round int not null,
    document text not null,
    digest text not null,
    approval text not null,
    slug text not null,
    channels text[] not null,
    media uuid[] not null,
    approved_at timestamptz not null,
    release_version bigint,
    shown_at timestamptz,
    page text,
    primary key (event_id, revision, language),
    foreign key (event_id, revision) references publisher.release
);

-- Made at a language's first release and kept through corrections.
create table publisher.slug (
    event_id uuid not null references publisher.publication,
    language text not null,
    slug text not null,
    primary key (event_id, language)
);

create table publisher.media (
    media_id uuid not null,
    sha256 text not null,
    due_at timestamptz not null default now(),
    tries int not null default 0,
    problem text,
    pushed_at timestamptz,
    primary key (media_id, sha256)
);

create index media_to_push on publisher.media (due_at) where pushed_at is null;

grant usage on schema publisher to {role};
grant select, insert, update on publisher.publication, publisher.release, publisher.text, publisher.media to {role};
grant select, insert on publisher.slug to {role};
