using Akorda.Contracts.Publications;
using Akorda.Messaging;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>After a restore the networks know more than the ledger. What may have been posted since the backup becomes doubtful, with its evidence, and goes on only when the network shows it or a person has looked.</summary>
public static class HoldRestored
{
    /// <summary>The whole ledger, once: what was prepared is looked for on its network, what was only planned waits for a person. What takes a post back goes on: it names the post, and a second time does nothing.</summary>
    /// <returns>How many wait for a person, and how many are looked for.</returns>
    public static async Task<(int Held, int Uncertain)> AllAsync(Act act, DateTimeOffset backupAt, CancellationToken ct)
    {
        var evidence = $"It was not settled in the backup of {backupAt:u}, from which this ledger was restored: it may have been posted since.";
        var doubtful = await act.QueryAsync(AllSql, [evidence], Doubtful.Read, ct);
        foreach (var delivery in doubtful) Tell(act, delivery);
        return (doubtful.Count(delivery => delivery.Settled.State == Delivery.Held), doubtful.Count(delivery => delivery.Settled.State == Delivery.Uncertain));
    }

    /// <summary>What is about to begin of one event that is older than a restore: it may have been posted between the backup and the restore.</summary>
    public static async Task OfEventAsync(Act act, Guid eventId, CancellationToken ct)
    {
        foreach (var delivery in await act.QueryAsync(OfEventSql, [eventId, "Its event is older than the last restore of this ledger from a backup: it may have been posted in between."], Doubtful.Read, ct))
            Tell(act, delivery);
    }

    private static void Tell(Act act, Doubtful delivery)
    {
        var settled = delivery.Settled;
        act.Record(PublisherModule.Key, $"delivery-{settled.State}", settled.DeliveryId.ToString(), $"{settled.Destination}, {settled.Action}, restored");
        if (settled.State != Delivery.Held) return;
        act.Send(settled, delivery.Urgency);
        act.Then(() => PublisherTelemetry.CountSettled(settled));
    }

    private sealed record Doubtful(DeliverySettled Settled, string Urgency)
    {
        public static Doubtful Read(NpgsqlDataReader row) => new(
            new DeliverySettled
            {
                DeliveryId = row.GetGuid(row.GetOrdinal("delivery_id")),
                EventId = row.GetGuid(row.GetOrdinal("event_id")),
                Revision = row.GetInt32(row.GetOrdinal("revision")),
                Language = row.GetString(row.GetOrdinal("language")),
                Destination = row.GetString(row.GetOrdinal("destination")),
                Action = row.GetString(row.GetOrdinal("action")),
                State = row.GetString(row.GetOrdinal("state")),
                Url = row.NullableText("url"),
                Reason = row.NullableText("reason"),
                SettledAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")),
            },
            row.GetString(row.GetOrdinal("urgency")));
    }

    // The last byte can have left until now: whatever sent it has ended. A person may say "absent" when the network has settled since.
    private const string AllSql =
        """
        with doubtful as (
            update publisher.delivery d
               set state = case when prepared is null then 'held' else 'uncertain' end,
                   in_doubt = true,
                   last_byte_at = greatest(last_byte_at, clock_timestamp()),
                   absent_at = null,
                   due_at = clock_timestamp(),
                   reason = $1,
                   change = change + 1
             where d.action <> 'withdraw'
               and d.destination <> 'site'
               and (d.state = 'attempting' or d.state in ('planned', 'prepared', 'retrying') and not d.superseded)
            returning d.*),
        evidence as (
            insert into publisher.attempt (delivery_id, number, started_at, ended_at, outcome, evidence)
            select delivery_id, (select coalesce(max(number), 0) + 1 from publisher.attempt a where a.delivery_id = doubtful.delivery_id), clock_timestamp(), clock_timestamp(), 'restored', $1
              from doubtful)
        select *, clock_timestamp() as now
          from doubtful
        """;

    private const string OfEventSql =
        """
        with doubtful as (
            update publisher.delivery d
               set state = 'held',
                   in_doubt = true,
                   last_byte_at = greatest(last_byte_at, clock_timestamp()),
                   absent_at = null,
                   reason = $2,
                   change = change + 1
             where d.event_id = $1
               and publisher.awaits_look(d)
            returning d.*),
        evidence as (
            insert into publisher.attempt (delivery_id, number, started_at, ended_at, outcome, evidence)
            select delivery_id, (select coalesce(max(number), 0) + 1 from publisher.attempt a where a.delivery_id = doubtful.delivery_id), clock_timestamp(), clock_timestamp(), 'restored', $2
              from doubtful)
        select *, clock_timestamp() as now
          from doubtful
        """;
}
