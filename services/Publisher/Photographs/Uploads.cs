using Akorda.Postgres;
using Npgsql;

namespace Akorda.Publisher.Photographs;

/// <summary>The photographs that a network holds for a channel: brought before the release, or by an attempt that came to nothing. Nobody sees them there.</summary>
public sealed class Uploads(NpgsqlDataSource db, string channel)
{
    // A handle that ends while the post is on its way would fail it.
    private const string FindSql =
        """
        select handle
          from publisher.upload
         where channel_id = $1
           and digest = $2
           and valid_until > clock_timestamp() + interval '10 minutes'
        """;

    private const string KeepSql =
        """
        with gone as (delete from publisher.upload where valid_until < clock_timestamp() - interval '1 day')
        insert into publisher.upload (channel_id, digest, handle, valid_until)
        values ($1, $2, $3, clock_timestamp() + $4)
        on conflict (channel_id, digest) do update
           set handle = excluded.handle,
               valid_until = excluded.valid_until
        """;

    /// <summary>The network's handle of a photograph; null when it holds none that is good for ten minutes more.</summary>
    public Task<string?> FindAsync(FittedPhotograph photograph, CancellationToken ct) => db.FindAsync(FindSql, [channel, photograph.Digest], row => row.GetString(0), ct);

    /// <summary>Remembers a handle.</summary>
    /// <param name="validFor">How long the network keeps what no post uses.</param>
    public Task KeepAsync(FittedPhotograph photograph, string handle, TimeSpan validFor, CancellationToken ct) => db.ExecuteAsync(KeepSql, [channel, photograph.Digest, handle, validFor], ct);
}
