using Npgsql;

namespace Akorda.Postgres;

/// <summary>Seals recorded acts into a hash chain, oldest first; <see cref="VerifyAudit"/> checks it.</summary>
public static class SealAudit
{
    // Ids become visible out of order: an act is sealed only when every older transaction has ended, or it would be passed over for ever.
    // What was passed over was written by a transaction that ran when the last act was sealed, and none runs longer than 60 seconds: looking back
    // two minutes from that act finds it, and an audit that rests costs nothing. At least 200 acts, should the clock have been set forward; at most 50,000.
    // One sealer at a time; another process's attempt answers at once.
    private const string SealSql =
        """
        do $$
        declare last_position bigint; last_digest bytea; look_from bigint; next record;
        begin
            if not pg_try_advisory_xact_lock(hashtext('audit.seal')) then return; end if;
            select position, digest into last_position, last_digest from audit.seal order by position desc limit 1;
            select least(s.act_id, (select max(act_id) - 200 from audit.seal)) into look_from
              from audit.seal s
              join audit.act a using (act_id)
             where s.position > last_position - 50000
               and a.at < (select l.at from audit.seal join audit.act l using (act_id) order by position desc limit 1) - interval '2 minutes'
             order by s.position desc
             limit 1;
            last_position := coalesce(last_position, 0);
            last_digest := coalesce(last_digest, '\x'::bytea);
            for next in
                select a.act_id, audit.bytes(a) as bytes
                  from audit.act a
                 where a.act_id > coalesce(look_from, (select max(s.act_id) from audit.seal s) - 50000, 0)
                   and not exists (select from audit.seal s where s.act_id = a.act_id)
                   and a.xmin::text::bigint < (pg_snapshot_xmin(pg_current_snapshot())::text::numeric % 4294967296)::bigint
                 order by a.act_id
                 limit 1000
            loop
                last_position := last_position + 1;
                last_digest := sha256(last_digest || next.bytes);
                insert into audit.seal (position, act_id, digest) values (last_position, next.act_id, last_digest);
            end loop;
        end $$
        """;

    /// <summary>Seals up to 1,000 acts whose transactions have ended.</summary>
    public static Task SealAsync(NpgsqlDataSource db, CancellationToken ct) => db.ExecuteAsync(SealSql, [], ct);
}
