create schema http;

create table http.idempotency_key (
    person text not null,
    key text not null,
    request_digest bytea not null,
    status int not null,
    location text,
    etag text,
    body text not null,
    created_at timestamptz not null default now(),
    primary key (person, key)
);

create index idempotency_key_by_age on http.idempotency_key (created_at);

grant usage on schema http to {role};
grant select, insert, delete on http.idempotency_key to {role};
