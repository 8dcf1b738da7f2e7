using Akorda.Postgres;
using Npgsql;

namespace Akorda.Benchmarks;

/// <summary>How often a process like ours, with the same driver, commits one row in this PostgreSQL when it does nothing else: prepared, one insert for each transaction.</summary>
internal static class CommitLimit
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    /// <summary>Commits per second with so many clients.</summary>
    public static async Task<double> MeasureAsync(PrivateCluster cluster, int clients)
    {
        var (_, owner) = await cluster.ProvideDatabaseAsync("bench_limit", CancellationToken.None);
        await using var db = NpgsqlDataSource.Create(owner + $";Maximum Pool Size={clients}");
        await db.ExecuteAsync("drop table if exists public.committed", [], CancellationToken.None);
        await db.ExecuteAsync("create table public.committed (id bigint generated always as identity primary key, value text not null)", [], CancellationToken.None);

        List<NpgsqlCommand> inserts = [];
        for (var client = 0; client < clients; client++)
        {
            var insert = new NpgsqlCommand("insert into public.committed (value) values ($1)", await db.OpenConnectionAsync());
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "one row, in a transaction of its own" });
            await insert.PrepareAsync();
            inserts.Add(insert);
        }
        await Clients.RunAsync(clients, Warm, client => inserts[client].ExecuteNonQueryAsync());
        var committed = await Clients.RunAsync(clients, Time, client => inserts[client].ExecuteNonQueryAsync());
        foreach (var insert in inserts)
        {
            if (insert.Connection is { } connection) await connection.DisposeAsync();
            await insert.DisposeAsync();
        }
        return committed.PerSecond;
    }
}
