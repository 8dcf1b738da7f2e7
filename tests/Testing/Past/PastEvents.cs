using System.Globalization;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Testing.Past;

/// <summary>Events that went their whole way long ago, written straight into the services' tables: in two languages, each posted to one channel. What a product with a past is measured and tried with.</summary>
public static class PastEvents
{
    private const int AtOnce = 20_000;

    // The tables of each service, and how many rows an event leaves in those that all of them have.
    private static readonly Dictionary<string, (int Sent, int Received, int Acts)> Traces = new()
    {
        ["ingestion"] = (1, 11, 2),
        ["translation"] = (2, 3, 2),
        ["review"] = (2, 2, 2),
        ["publisher"] = (5, 3, 3),
        ["site"] = (0, 0, 1),
    };

    /// <summary>Writes events into one service's database; of one service at a time, because numbers of messages are given in order.</summary>
    /// <param name="connectionString">As a superuser: references between tables are true by themselves here, and checking each would take most of the time.</param>
    /// <param name="service">Which service's tables these are.</param>
    /// <param name="first">The first event's number; 1, or one more than the last that is there.</param>
    /// <param name="last">The last event's number.</param>
    /// <param name="told">Hears how many are written.</param>
    public static async Task WriteAsync(string connectionString, string service, int first, int last, Action<int>? told = null)
    {
        await using var db = NpgsqlDataSource.Create(connectionString + ";Command Timeout=0;Multiplexing=false");
        await using var connection = await db.OpenConnectionAsync();
        await connection.ExecuteAsync("set session_replication_role = replica; set synchronous_commit = off", [], CancellationToken.None);
        await connection.ExecuteAsync(Read("words"), [], CancellationToken.None);
        for (var from = first; from <= last; from += AtOnce)
        {
            var to = Math.Min(last, from + AtOnce - 1);
            foreach (var file in service == "site" ? (string[])[service, "acts"] : [service, "acts", "messages"]) await connection.ExecuteAsync(Fill(file, service, from, to), [], CancellationToken.None);
            told?.Invoke(to);
        }
        // As autovacuum leaves it: its statistics, and pages that are known to hold nothing but living rows.
        await connection.ExecuteAsync("vacuum analyze", [], CancellationToken.None);
    }

    private static string Fill(string file, string service, int from, int to)
    {
        var (sent, received, acts) = Traces[service];
        return Read(file)
            .Replace("{from}", Number(from), StringComparison.Ordinal).Replace("{to}", Number(to), StringComparison.Ordinal).Replace("{salt}", $"'{service}'", StringComparison.Ordinal)
            .Replace("{sent}", Number(sent), StringComparison.Ordinal).Replace("{received}", Number(received), StringComparison.Ordinal).Replace("{acts}", Number(acts), StringComparison.Ordinal);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Read(string file)
    {
        using var stream = typeof(PastEvents).Assembly.GetManifestResourceStream(typeof(PastEvents), file + ".sql") ?? throw new InvalidOperationException($"{file}.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
