using System.Diagnostics;
using Akorda.Postgres;

namespace Akorda.Testing;

/// <summary>A throw-away PostgreSQL cluster for this test process, and a fresh database for whoever asks.</summary>
public static class TestPostgres
{
    private static readonly Lazy<Task<PrivateCluster>> Cluster = new(StartAsync);
    private static int databases;

    /// <summary>The cluster; started by the first who asks.</summary>
    public static Task<PrivateCluster> ClusterAsync() => Cluster.Value;

    /// <summary>A new, empty database with its two roles.</summary>
    /// <returns>Connection strings of the data role and of the owner.</returns>
    public static async Task<(string Data, string Owner)> DatabaseAsync(string service) =>
        await (await ClusterAsync()).ProvideDatabaseAsync($"{service}_{Interlocked.Increment(ref databases)}", CancellationToken.None);

    private static async Task<PrivateCluster> StartAsync()
    {
        // Directly under the temporary folder: PostgreSQL's own user must reach it when the tests run as root.
        var folder = Path.Combine(Path.GetTempPath(), $"akorda-test-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}");
        var cluster = await PrivateCluster.StartAsync(folder, durable: false, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return cluster;
    }
}
