-- Long texts are most of what is written here, and PostgreSQL's own compression took half of the time of writing them.
-- A server that was built without lz4 keeps its own.
do $$
begin
    execute format('alter database %I set default_toast_compression = ''lz4''', current_database());
exception when invalid_parameter_value then
    raise notice 'this server has no lz4';
end $$;
