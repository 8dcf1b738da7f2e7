using System.Diagnostics;
using Akorda.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A person's or a background job's act: its state, its messages and its audit row in one transaction. Begun by <see cref="Outbox.BeginAsync"/>; without <see cref="CommitAsync"/> nothing happened.</summary>
public sealed class Act : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;
    private readonly Relay relay;
    private readonly ILogger log;
    private readonly List<Letter> letters = [];
    private readonly List<Statement> records = [];
    private readonly List<(string Act, string Subject)> recorded = [];
    private readonly List<Action> afterCommit = [];
    private Guid? eventId;
    private string? waited;
    private Activity? span;

    internal Act(NpgsqlConnection connection, NpgsqlTransaction transaction, Relay relay, ILogger log) => (Connection, this.transaction, this.relay, this.log) = (connection, transaction, relay, log);

    /// <summary>The open transaction's connection: read and write through it.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Makes this act wait for messages and other acts of the same event, and them for it.</summary>
    public Task LockEventAsync(Guid eventId, CancellationToken ct)
    {
        Concerns(eventId);
        return Connection.ExecuteAsync("select pg_advisory_xact_lock($1)", [EventLock.KeyOf(eventId)], ct);
    }

    /// <summary>Names the event on the act's span and log records, where no lock does.</summary>
    public void Concerns(Guid eventId)
    {
        this.eventId = eventId;
        Activity.Current?.SetTag(Tracing.EventId, eventId);
    }

    /// <summary>The trace that this act belongs to (W3C): what it leaves waiting keeps it.</summary>
    public string? TraceParent => span?.Id ?? waited ?? Activity.Current?.Id;

    /// <summary>Goes on with the trace of what waited for this act, so that one trace leads through every person. For the messages that are sent after it.</summary>
    /// <param name="name">The span's name, such as <c>approve text</c>.</param>
    /// <param name="traceParent">The trace that the waiting row kept; null leaves the act in its request's own.</param>
    public void GoOn(string name, string? traceParent)
    {
        (waited, span) = (traceParent, Tracing.GoOn(name, traceParent));
        span?.SetTag(Tracing.EventId, eventId);
    }

    /// <summary>Runs a statement; answers the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object?[] args, CancellationToken ct) => Connection.ExecuteAsync(sql, args, ct);

    /// <summary>All rows of a query.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) => Connection.QueryAsync(sql, args, read, ct);

    /// <summary>The first row of a query, or the default of <typeparamref name="T"/>.</summary>
    public Task<T?> FindAsync<T>(string sql, object?[] args, Func<NpgsqlDataReader, T> read, CancellationToken ct) => Connection.FindAsync(sql, args, read, ct);

    /// <summary>Adds an outgoing message; it leaves when the act is committed.</summary>
    public void Send(object message, string urgency) => letters.Add(Letter.Of(message, urgency, TraceParent));

    /// <summary>What to call once the act is committed. A hint only: it is lost when the process dies.</summary>
    public void Then(Action wake) => afterCommit.Add(wake);

    /// <summary>Adds the audit row, and a log record once the act is committed.</summary>
    public void Record(string actor, string act, string subject, string? detail = null)
    {
        records.Add(Audit.Of(actor, act, subject, detail));
        recorded.Add((act, subject));
    }

    /// <summary>Writes outbox and audit rows, notes that the event changed, commits, and hands the messages to the relay.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        if (eventId is { } changed) records.Add(Changes.Of([changed]));
        try
        {
            relay.Accept(await PostgresStore.CommitAsync(Connection, records, letters, ct));
        }
        catch
        {
            // A commit whose answer was lost may have succeeded: its messages must not wait for the next look by chance.
            if (letters.Count > 0) relay.LookAgain();
            throw;
        }
        Log();
        foreach (var wake in afterCommit) wake();
    }

    /// <summary>Rolls back what was not committed.</summary>
    public ValueTask DisposeAsync()
    {
        // Here and not in an asynchronous method, which would leave the caller inside a span that has ended.
        span?.Dispose();
        return RollBackAsync();
    }

    // Who did it and the detail stay in the audit: people's names, reasons and words are nothing for a log.
    private void Log()
    {
        using var about = log.About(eventId ?? Guid.Empty);
        foreach (var (act, subject) in recorded) log.LogInformation("{Act} {Subject}", act, subject);
    }

    private async ValueTask RollBackAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
