using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A module's way to act: one for each module, keyed by its name.</summary>
public sealed class Outbox
{
    private readonly NpgsqlDataSource db;
    private readonly Relay relay;

    internal Outbox(NpgsqlDataSource db, Relay relay) => (this.db, this.relay) = (db, relay);

    /// <summary>Begins an act.</summary>
    public async Task<Act> BeginAsync(CancellationToken ct)
    {
        var connection = await db.OpenConnectionAsync(ct);
        try
        {
            return new Act(connection, await connection.BeginTransactionAsync(ct), relay);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends everything again that was sent since then: for a transport that lost what it held. Whoever has a message already ignores it.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> RedriveAsync(DateTimeOffset since, CancellationToken ct)
    {
        var count = await db.ExecuteAsync("update messaging.outbox set sent_at = null where sent_at >= $1", [since.ToUniversalTime()], ct);
        relay.LookAgain();
        return count;
    }
}
