using System.Diagnostics.Metrics;
using Akorda.Ingestion.Drafts;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Ingestion.Timeline;

/// <summary>Measures the events that are submitted and neither public nor withdrawn. Every process says the same, so that none of them is needed for it.</summary>
public static class MeasureEvents
{
    private const int Most = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly Meter Meter = new("Akorda.Ingestion");
    private static readonly Gauge<long> UnderWay = Meter.CreateGauge<long>("akorda.events.under_way", "{event}", "Events that are submitted and neither public nor withdrawn, by status; the oldest 5,000 are counted");
    private static readonly Gauge<double> Oldest = Meter.CreateGauge<double>("akorda.events.oldest_under_way.age", "s", "Time since the submission of the oldest event that is neither public nor withdrawn, by status");

    // Those that are over, or not begun, stand in no row's way.
    private static readonly string[] Statuses = [.. DraftView.Statuses.Except(["draft", "published", "withdrawn"])];

    /// <summary>One look, if anybody listens.</summary>
    public static async Task<TimeSpan> PassAsync(NpgsqlDataSource db, CancellationToken ct)
    {
        if (!UnderWay.Enabled && !Oldest.Enabled) return Pause;
        var found = (await db.QueryAsync(Sql, [Most], row => (Status: row.GetString(0), Count: row.GetInt64(1), Age: row.GetDouble(2)), ct)).ToDictionary(one => one.Status);
        foreach (var status in Statuses)
        {
            var (_, count, age) = found.GetValueOrDefault(status);
            UnderWay.Record(count, new KeyValuePair<string, object?>("status", status));
            Oldest.Record(age, new KeyValuePair<string, object?>("status", status));
        }
        return Pause;
    }

    private const string Sql =
        """
        with under_way as (
            select draft_id, coalesce(submitted_at, updated_at) as since
              from ingestion.draft
             where submitted_revision is not null
               and withdrawn_at is null
               and release_withdrawn_at is null
               and (published_revision is null or published_revision < submitted_revision)
             order by submitted_at
             limit $1)
        select coalesce(s.status, 'submitted'), count(*), extract(epoch from clock_timestamp() - min(u.since))::float8
          from under_way u
          join ingestion.draft_with_status s using (draft_id)
         group by 1
        """;
}
