using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>Measures the deliveries that are not settled, and those that a person must settle. Every process says the same, so that none of them is needed for it.</summary>
public static class MeasureDeliveries
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly string[] States = [Delivery.Planned, Delivery.Prepared, Delivery.Attempting, Delivery.Retrying, Delivery.Uncertain, Delivery.Held];

    private static readonly string[] Settled = [Delivery.Delivered, Delivery.Rejected, Delivery.Held, Delivery.Skipped, Delivery.Withdrawn];

    /// <summary>One look, if anybody listens.</summary>
    public static async Task<TimeSpan> PassAsync(NpgsqlDataSource db, IReadOnlyList<IChannel> channels, CancellationToken ct)
    {
        if (!PublisherTelemetry.DeliveriesAreRead) return Pause;
        var found = await db.QueryAsync(Sql, [], row => (Channel: row.GetString(0), State: row.GetString(1), Count: row.GetInt64(2), Age: row.GetDouble(3)), ct);
        // A channel that was taken out of the configuration may still have some.
        foreach (var channel in channels.Select(channel => channel.Settings.Id).Union(found.Select(one => one.Channel)))
        {
            var here = found.Where(one => one.Channel == channel).ToDictionary(one => one.State);
            foreach (var state in Settled) PublisherTelemetry.CountSettled(channel, state, 0);
            foreach (var state in States) PublisherTelemetry.RecordOpen(channel, state, here.GetValueOrDefault(state).Count);
            PublisherTelemetry.RecordOldestOpen(channel, here.Values.Where(one => one.State != Delivery.Held).Select(one => one.Age).DefaultIfEmpty(0).Max());
        }
        return Pause;
    }

    private const string Sql =
        """
        select destination, state, count(*), extract(epoch from clock_timestamp() - min(planned_at))::float8
          from publisher.delivery
         where state in ('planned', 'prepared', 'attempting', 'retrying', 'uncertain')
         group by destination, state
         union all
        select destination, 'held', count(*), 0
          from publisher.delivery
         where state = 'held'
         group by destination
        """;
}
