-- A person's second factors, one-time passwords, and what administrators do to people. An older process signs in as before.
alter table identity.person
    add column code_key text,
    add column last_code_step bigint,
    add column one_time_until timestamptz,
    add column disabled_at timestamptz,
    add column revision integer not null default 1;

-- Filled by ASP.NET Core Identity (its schema version 3).
create table identity.person_passkey (
    credential_id bytea not null,
    user_id uuid not null,
    data jsonb not null,
    constraint pk_person_passkey primary key (credential_id),
    constraint fk_person_passkey_user_id foreign key (user_id) references identity.person (id) on delete cascade
);

create index ix_person_passkey_user_id on identity.person_passkey (user_id);

-- A code that was used is deleted. Codes are long and random, so one SHA-256 hides them.
create table identity.recovery_code (
    person_id uuid not null,
    digest bytea not null,
    constraint pk_recovery_code primary key (person_id, digest),
    constraint fk_recovery_code_person_id foreign key (person_id) references identity.person (id) on delete cascade
);

grant select, insert, update, delete on identity.person_passkey to {role};
grant select, insert, delete on identity.recovery_code to {role};
