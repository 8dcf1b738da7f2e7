create schema audit;

create table audit.act (
    act_id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    act text not null,
    subject text not null,
    detail text
);

-- One row for each sealed act. The seal is SHA-256 over the previous seal and the act's own bytes.
create table audit.seal (
    position bigint primary key,
    act_id bigint not null unique references audit.act,
    digest bytea not null
);

-- The bytes that are sealed: every column, with lengths, so that no two acts share them.
create function audit.bytes(act audit.act) returns bytea language sql stable as
$$ select convert_to(jsonb_build_array(act.act_id, extract(epoch from act.at), act.actor, act.act, act.subject, act.detail)::text, 'UTF8') $$;

create function audit.refuse() returns trigger language plpgsql as
$$ begin raise exception 'the audit is insert-only'; end $$;

create trigger act_is_insert_only before update or delete or truncate on audit.act
    for each statement execute function audit.refuse();
create trigger seal_is_insert_only before update or delete or truncate on audit.seal
    for each statement execute function audit.refuse();

grant usage on schema audit to {role};
grant select, insert on audit.act, audit.seal to {role};
