using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A person's or a background job's act: its state, its messages and its audit row in one transaction. Begun by <see cref="Outbox.BeginAsync"/>; without <see cref="CommitAsync"/> nothing happened.</summary>
public sealed class Act : IAsyncDisposable
{
    /// <summary>The open transaction's connection: read and write through it.</summary>
    public NpgsqlConnection Connection => throw new NotImplementedException();

    /// <summary>Makes this act wait for messages and other acts of the same event, and them for it.</summary>
    public Task LockEventAsync(Guid eventId, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Runs a statement; answers the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object?[] args, CancellationToken ct) => Connection.ExecuteAsync(sql, args, ct);

    /// <summary>All rows of a query.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) => Connection.QueryAsync(sql, args, read, ct);

    /// <summary>The first row of a query, or the default of <typeparamref name="T"/>.</summary>
    public Task<T?> FindAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) => Connection.FindAsync(sql, args, read, ct);

    /// <summary>Adds an outgoing message; it leaves when the act is committed.</summary>
    public void Send(object message, string urgency) => throw new NotImplementedException();

    /// <summary>Adds the audit row.</summary>
    public void Record(string actor, string act, string subject, string? detail = null) => throw new NotImplementedException();

    /// <summary>Writes outbox and audit rows, commits, and hands the messages to the relay.</summary>
    public Task CommitAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Rolls back what was not committed.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>A module's way to act: one for each module, keyed by its name.</summary>
public sealed class Outbox
{
    /// <summary>Begins an act.</summary>
    public Task<Act> BeginAsync(CancellationToken ct) => throw new NotImplementedException();
}
