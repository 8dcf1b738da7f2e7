using System.Net;
using System.Net.Sockets;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Faults.World;

/// <summary>The PostgreSQL server of the world. The services come to it through their links; the judges ask it directly.</summary>
public sealed class Server(string folder) : IAsyncDisposable
{
    /// <summary>The services that have a database.</summary>
    public static readonly IReadOnlyList<string> Databases = ["ingestion", "translation", "review", "publisher", "site", "identity"];

    private readonly Dictionary<string, NpgsqlDataSource> judges = [];
    private PrivateCluster cluster = null!;   // set by the start

    /// <summary>Where links to it lead.</summary>
    public EndPoint EndPoint => new UnixDomainSocketEndPoint(Path.Combine(folder, "run", ".s.PGSQL.5432"));

    /// <summary>Connection strings of a service's two roles, over a link's port.</summary>
    public async Task<(string Data, string Owner)> ProvideAsync(string service, int port)
    {
        var (data, owner) = await cluster.ProvideDatabaseAsync(service, CancellationToken.None);
        return (Through(data, port), Through(owner, port));
    }

    /// <summary>Starts it, with everything that is committed.</summary>
    public async Task StartAsync() => cluster = await PrivateCluster.StartAsync(folder, durable: true, CancellationToken.None);

    /// <summary>Stops it: clients are sent away, what is committed is written down.</summary>
    public async Task StopAsync() => await cluster.DisposeAsync();

    /// <summary>Ends it at once, as a crash would, and starts it again.</summary>
    /// <param name="meanwhile">What happens while it is away.</param>
    public Task CrashAsync(Func<Task> meanwhile) => cluster.CrashAndRestartAsync(meanwhile, CancellationToken.None);

    /// <summary>A database as its superuser sees it, past every link.</summary>
    public NpgsqlDataSource Judge(string database)
    {
        lock (judges)
        {
            if (judges.TryGetValue(database, out var known)) return known;
            return judges[database] = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { MaxPoolSize = 8, Timeout = 5, CommandTimeout = 20 });
        }
    }

    /// <summary>A database as its superuser reaches it, past every link.</summary>
    public string ConnectionString(string database) => cluster.ConnectionString(database, "postgres", File.ReadAllText(Path.Combine(folder, "password")).Trim());

    /// <summary>One number from a database.</summary>
    public async Task<long> CountAsync(string database, string sql, params object?[] args)
    {
        var (count, again) = (0L, 0);
        while (true)
        {
            try
            {
                count = await Judge(database).FindAsync(sql, args, row => row.GetInt64(0), CancellationToken.None);
                return count;
            }
            catch (NpgsqlException e) when (e is not PostgresException { SqlState: [not '5', ..] } && again++ < 30)
            {
                // The server was restarted since this connection was opened.
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var judge in judges.Values) await judge.DisposeAsync();
        await StopAsync();
    }

    // TLS is asked for and not had, as between the containers. Npgsql bounds how long it waits for that answer, and no later one, when it gives a statement up.
    private static string Through(string connectionString, int port) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port, SslMode = SslMode.Prefer, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString;
}
