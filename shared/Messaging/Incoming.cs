using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>What a consumer knows beside the message: its identity, the time, and the module's own data as of this transaction.</summary>
/// <param name="MessageId">The same for every delivery of the message.</param>
/// <param name="Urgency">See <see cref="Contracts.Urgency"/>.</param>
/// <param name="Now">The time to decide by.</param>
/// <param name="Connection">The group's transaction, for a query that goes neither through <see cref="QueryAsync"/> nor <see cref="FindAsync"/>. For reading: what changes goes into <see cref="Effects"/>.</param>
public sealed record Incoming(Guid MessageId, string Urgency, DateTimeOffset Now, NpgsqlConnection Connection)
{
    internal GroupReads.Consumer? Reads { get; init; }

    /// <summary>The trace that this message's step belongs to (W3C): what waits for a person keeps it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>All rows of a query on the module's own tables. The queries of a group's messages go to the database together.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) =>
        Reads?.QueryAsync(sql, args, read) ?? Connection.QueryAsync(sql, args, read, ct);

    /// <summary>The first row of a query, or the default of <typeparamref name="T"/>.</summary>
    public async Task<T?> FindAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) =>
        await QueryAsync(sql, args, read, ct) is [var first, ..] ? first : default;
}
