using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A module's way to act: one for each module, keyed by its name.</summary>
public sealed class Outbox
{
    private readonly NpgsqlDataSource db;
    private readonly Relay relay;
    private readonly ILogger log;

    internal Outbox(NpgsqlDataSource db, Relay relay, ILogger log) => (this.db, this.relay, this.log) = (db, relay, log);

    /// <summary>Begins an act.</summary>
    public async Task<Act> BeginAsync(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            return new Act(connection, await connection.BeginTransactionAsync(ct), relay, log);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends everything again that was sent since then: for a transport that lost what it held. Whoever has a message already ignores it.</summary>
    /// <param name="orderedBy">The person who wants it, for the audit.</param>
    /// <returns>How many messages.</returns>
    public async Task<int> RedriveAsync(DateTimeOffset since, CancellationToken ct, string? orderedBy = null)
    {
        await using var act = await BeginAsync(ct);
        var count = await act.ExecuteAsync("update messaging.outbox set sent_at = null where sent_at >= $1", [since.ToUniversalTime()], ct);
        if (orderedBy is not null) act.Record(orderedBy, "messages-redriven", "outbox", $"{count} messages, sent since {since:O}");
        await act.CommitAsync(ct);
        relay.LookAgain();
        return count;
    }
}
