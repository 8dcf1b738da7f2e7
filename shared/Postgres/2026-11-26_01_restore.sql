-- A row for each time that a database of the product was restored from a backup, written by deploy/restore.sh before the database takes its place:
-- what must follow is owed until acted_at says that it was done. The script makes this table in a backup that is older than this file.
create table if not exists public.restore (
    restore_id bigint generated always as identity primary key,
    backup_at timestamptz not null,
    services text[] not null,
    restored_at timestamptz not null default clock_timestamp(),
    acted_at timestamptz
);

grant select, update on public.restore to {role};
