create table ingestion.media (
    media_id uuid primary key,
    content_type text not null,
    width int not null,
    height int not null,
    sha256 text not null,
    bytes bytea not null,
    uploaded_by jsonb not null,
    uploaded_at timestamptz not null default now(),
    constraint media_content_type_is_known check (content_type in ('image/jpeg', 'image/png', 'image/webp'))
);
-- A photograph is compressed already; trying again would only cost time.
alter table ingestion.media alter column bytes set storage external;
grant select, insert on ingestion.media to {role};
