using Akorda.Postgres;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Measures the releases whose instant has passed and that readers cannot see. Every process says the same, so that none of them is needed for it.</summary>
public static class MeasureReleases
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>One look, if anybody listens.</summary>
    public static async Task<TimeSpan> PassAsync(NpgsqlDataSource db, CancellationToken ct)
    {
        if (!PublisherTelemetry.ReleasesAreRead) return Pause;
        PublisherTelemetry.CountEarly(0);
        PublisherTelemetry.RecordOverdue(await OverdueAsync(db, ct));
        return Pause;
    }

    /// <summary>Seconds since the instant of the oldest release that is due and not visible; 0 when all are.</summary>
    public static Task<double> OverdueAsync(NpgsqlDataSource db, CancellationToken ct) => db.FindAsync(Sql, [], row => row.GetDouble(0), ct);

    // Due and not let go (a photograph is missing, the clocks disagree), or let go and not at the Site.
    private const string Sql =
        """
        select coalesce(extract(epoch from clock_timestamp() - min(due.release_at)), 0)::float8
          from (
            select release_at
              from publisher.release
             where state = 'scheduled'
               and release_at <= clock_timestamp()
             union all
            select r.release_at
              from publisher.publication p
              join publisher.release r using (event_id)
             where p.shown_version < p.version
               and r.state = 'releasing'
               and r.release_at <= clock_timestamp()) due
        """;
}
