using Akorda.Postgres;
using Akorda.Testing;
using Npgsql;

namespace Akorda.Messaging.Tests;

/// <summary>What nobody needs any more is removed, and what may still be needed is not.</summary>
public sealed class RemovingWhatIsOld
{
    private const int Many = 25_000;   // more than two removals at once

    [Fact]
    public async Task Takes_sent_messages_after_two_weeks_and_knows_received_ones_for_three()
    {
        await using var db = await DatabaseAsync();
        await SendAsync(db, Many, "15 days", sent: true);
        await SendAsync(db, 3, "15 days", sent: false);
        await SendAsync(db, 2, "13 days", sent: true);
        await ReceiveAsync(db, Many, "22 days");
        await ReceiveAsync(db, 2, "20 days");
        await FailAsync(db, "handled", "22 days");
        await FailAsync(db, "handled", "20 days");
        await FailAsync(db, "failed", "22 days");
        await FailAsync(db, "archived", "22 days");

        await Upkeep.RemoveAsync(db, CancellationToken.None);

        Assert.Equal(5, await CountAsync(db, "messaging.outbox"));
        Assert.Equal(3, await CountAsync(db, "messaging.outbox where sent_at is null"));
        Assert.Equal(2, await CountAsync(db, "messaging.inbox"));
        Assert.Equal(["archived", "failed", "handled"], await db.QueryAsync("select state from messaging.failed_message order by state", [], row => row.GetString(0), CancellationToken.None));
    }

    [Fact]
    public async Task Reads_little_when_nothing_is_old()
    {
        await using var db = await DatabaseAsync();
        // In the disorder that is left when new rows have taken the room of removed ones.
        await db.ExecuteAsync("insert into messaging.inbox (consumer, message_id, received_at) select 'consumer', gen_random_uuid(), now() - random() * interval '20 days' from generate_series(1, $1)", [Many], CancellationToken.None);
        await db.ExecuteAsync("analyze messaging.inbox", [], CancellationToken.None);
        var before = await ReadRowsAsync(db);
        await Upkeep.RemoveAsync(db, CancellationToken.None);
        Assert.InRange(await ReadRowsAsync(db) - before, 0, 100);
    }

    private static async Task<NpgsqlDataSource> DatabaseAsync()
    {
        var (data, ownerText) = await TestPostgres.DatabaseAsync("removal");
        await using (var owner = NpgsqlDataSource.Create(ownerText + ";Pooling=false"))
            await Migrations.ApplyAsync(owner, new NpgsqlConnectionStringBuilder(data).Username!, [typeof(Audit).Assembly, typeof(Outbox).Assembly], CancellationToken.None);
        // One connection, so that what it read is counted when it is asked. As the owner, who may say analyze.
        return Database.Open(ownerText, maxPoolSize: 1);
    }

    private static Task SendAsync(NpgsqlDataSource db, int count, string ago, bool sent) => db.ExecuteAsync(
        """
        insert into messaging.outbox (message_id, type, payload, urgency, created_at, sent_at)
        select gen_random_uuid(), 'Type', '', 'routine', now() - $2::text::interval, case when $3 then now() - $2::text::interval end
          from generate_series(1, $1)
        """, [count, ago, sent], CancellationToken.None);

    private static Task ReceiveAsync(NpgsqlDataSource db, int count, string ago) => db.ExecuteAsync(
        "insert into messaging.inbox (consumer, message_id, received_at) select 'consumer', gen_random_uuid(), now() - $2::text::interval from generate_series(1, $1)",
        [count, ago], CancellationToken.None);

    private static Task FailAsync(NpgsqlDataSource db, string state, string ago) => db.ExecuteAsync(
        """
        insert into messaging.failed_message (failed_message_id, consumer, message_id, type, payload, urgency, state, attempts, error, last_failed_at, reason)
        values (gen_random_uuid(), 'consumer', gen_random_uuid(), 'Type', '', 'routine', $1, 1, 'An error.', now() - $2::text::interval, case when $1 = 'archived' then 'A reason.' end)
        """, [state, ago], CancellationToken.None);

    private static Task<long> CountAsync(NpgsqlDataSource db, string from) => db.FindAsync($"select count(*) from {from}", [], row => row.GetInt64(0), CancellationToken.None);

    private static async Task<long> ReadRowsAsync(NpgsqlDataSource db)
    {
        await db.ExecuteAsync("select pg_stat_force_next_flush()", [], CancellationToken.None);
        return await db.FindAsync(
            "select coalesce(sum(seq_tup_read) + sum(idx_tup_fetch), 0)::bigint from pg_stat_user_tables where relid = 'messaging.inbox'::regclass", [], row => row.GetInt64(0), CancellationToken.None);
    }
}
