using Akorda.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>Measures a module's messages and removes what is too old to be needed. Inbox rows live longer than sent rows, so that whatever can be sent again is still recognised.</summary>
internal sealed class Upkeep(string module, NpgsqlDataSource db, TimeProvider clock, ILogger log)
{
    private const int Most = 10_000;
    private static readonly TimeSpan BetweenMeasures = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenRemovals = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenForgettings = TimeSpan.FromMinutes(1);

    private const string MeasureSql =
        """
        select coalesce((select extract(epoch from clock_timestamp() - created_at)::float8 from messaging.outbox where sent_at is null order by outbox_id limit 1), 0),
               (select count(*) from messaging.failed_message where state = 'failed')
        """;

    private static readonly string[] RemovalSql =
    [
        // Rows get their ids in the order of their time: the oldest are the first, and only those are looked at.
        """
        delete from messaging.outbox
         where outbox_id in (
                   select outbox_id
                     from (select outbox_id, created_at, sent_at from messaging.outbox order by outbox_id limit $1) oldest
                    where created_at < now() - interval '14 days'
                      and sent_at is not null)
        """,
        "delete from messaging.inbox where ctid = any(array(select ctid from messaging.inbox where received_at < now() - interval '21 days' order by received_at limit $1))",
        "delete from messaging.failed_message where failed_message_id in (select failed_message_id from messaging.failed_message where state = 'handled' and last_failed_at < now() - interval '21 days' limit $1)",
    ];

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var nextRemoval = clock.GetUtcNow() + BetweenRemovals;
        // What was noted before the last forgetting began: whoever listens has heard of it.
        var (forgotten, nextForgetting) = ("0", clock.GetUtcNow());
        while (true)
        {
            await Task.Delay(BetweenMeasures, clock, ct);
            try
            {
                await MeasureAsync(ct);
                if (clock.GetUtcNow() >= nextForgetting)
                {
                    forgotten = await db.FindAsync(Changes.ForgetSql, [forgotten], row => row.GetString(0), ct) ?? forgotten;
                    nextForgetting = clock.GetUtcNow() + BetweenForgettings;
                }
                if (clock.GetUtcNow() < nextRemoval) continue;
                await RemoveAsync(db, ct);
                nextRemoval = clock.GetUtcNow() + BetweenRemovals;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("The upkeep of {Module}'s messages is tried again: {Reason}", module, e.Message);
            }
        }
    }

    /// <summary>Removes what is older than it is kept, a little at a time.</summary>
    public static async Task RemoveAsync(NpgsqlDataSource db, CancellationToken ct)
    {
        foreach (var sql in RemovalSql)
            while (await db.ExecuteAsync(sql, [Most], ct) > 0) { }
    }

    private async Task MeasureAsync(CancellationToken ct)
    {
        if (!Meters.AreRead) return;
        var (age, failed) = await db.FindAsync(MeasureSql, [], row => (row.GetDouble(0), row.GetInt64(1)), ct);
        Meters.RecordOutbox(module, age, failed);
    }
}
