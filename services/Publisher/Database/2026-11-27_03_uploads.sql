-- What networks hold of photographs for posts to come: a handle by channel and by the bytes and their description.
create table publisher.upload (
    channel_id text not null,
    digest text not null,
    handle text not null,
    valid_until timestamptz not null,
    primary key (channel_id, digest)
);
create index upload_valid_until on publisher.upload (valid_until);

grant select, insert, update, delete on publisher.upload to {role};
