create schema site;

-- An event as readers see it. visible_at is when this version became visible.
create table site.publication (
    event_id uuid primary key,
    number bigint not null constraint number_is_free unique,
    version bigint not null,
    revision int not null,
    withdrawn boolean not null,
    visible_at timestamptz not null,
    first_visible_at timestamptz not null
);

create index publication_by_change on site.publication (visible_at);

-- One language of it. A withdrawn text keeps its address and loses its words.
create table site.text (
    event_id uuid not null references site.publication,
    language text not null,
    section text not null,
    slug text not null,
    revision int not null,
    round int not null,
    document text,
    approval text,
    -- SHA-256 of what a reader sees of it: a new revision that changes nothing here is no correction.
    words text,
    first_visible_at timestamptz not null,
    changed_at timestamptz not null,
    primary key (event_id, language),
    constraint words_come_with_their_proof check ((document is null) = (approval is null) and (document is null) = (words is null))
);

create table site.medium (
    medium_id uuid primary key,
    sha256 text not null,
    received_at timestamptz not null default clock_timestamp()
);

create table site.variant (
    medium_id uuid not null references site.medium,
    name text not null,
    content_type text not null,
    width int not null,
    height int not null,
    bytes bytea not null,
    primary key (medium_id, name)
);

alter table site.variant alter column bytes set storage external;

grant usage on schema site to {role};
grant select, insert, update on site.publication to {role};
grant select, insert, update, delete on site.text to {role};
grant select, insert on site.medium, site.variant to {role};
