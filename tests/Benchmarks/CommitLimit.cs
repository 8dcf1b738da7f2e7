using Akorda.Postgres;
using Npgsql;

namespace Akorda.Benchmarks;

/// <summary>How often this PostgreSQL commits one row: pgbench, prepared, one insert for each transaction.</summary>
internal static class CommitLimit
{
    private const int Seconds = 4;

    /// <summary>Commits per second with so many clients.</summary>
    public static async Task<double> MeasureAsync(PrivateCluster cluster, int clients)
    {
        var (_, owner) = await cluster.ProvideDatabaseAsync("bench_limit", CancellationToken.None);
        await using (var db = NpgsqlDataSource.Create(owner + ";Pooling=false"))
        {
            await db.ExecuteAsync("drop table if exists public.committed", [], CancellationToken.None);
            await db.ExecuteAsync("create table public.committed (id bigint generated always as identity primary key, value text not null)", [], CancellationToken.None);
        }
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, "insert into public.committed (value) values ('one row, in a transaction of its own');\n");
        var connection = new NpgsqlConnectionStringBuilder(owner);
        var output = await Programs.RunAsync(Program(),
            ["--no-vacuum", "--protocol=prepared", $"--client={clients}", $"--jobs={Math.Min(clients, Environment.ProcessorCount)}", $"--time={Seconds}", $"--file={script}"],
            new Dictionary<string, string>
            {
                ["PGHOST"] = connection.Host!, ["PGDATABASE"] = connection.Database!, ["PGUSER"] = connection.Username!, ["PGPASSWORD"] = connection.Password!,
            });
        File.Delete(script);
        var line = output.Split('\n').Last(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2]);
    }

    private static string Program() =>
        Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).OrderDescending().FirstOrDefault() ?? "pgbench";
}
