using Akorda.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>A module's database as its inbox sees it. PostgreSQL, or the simulation's store.</summary>
internal interface IInboxStore
{
    /// <summary>Begins a group's transaction: takes the events' locks and records the messages.</summary>
    Task<IGroupTransaction> BeginAsync(IReadOnlyList<Unit> group, CancellationToken ct);

    /// <summary>Records a failure and with it that the message was taken over.</summary>
    /// <param name="retryAfter">Null: no further attempt without a person.</param>
    Task KeepFailureAsync(Unit unit, string error, TimeSpan? retryAfter, CancellationToken ct);

    /// <summary>Failed messages that are due, leased to this process.</summary>
    Task<IReadOnlyList<FailedMessage>> TakeDueAsync(int limit, CancellationToken ct);

    /// <summary>Throws while the database does not answer.</summary>
    Task AskAsync(CancellationToken ct);
}

/// <summary>A group's open transaction; disposing it without a commit undoes everything.</summary>
internal interface IGroupTransaction : IAsyncDisposable
{
    /// <summary>The units of the group that nobody has handled before.</summary>
    IReadOnlyList<Unit> Fresh { get; }

    /// <summary>For the consumers' reading.</summary>
    NpgsqlConnection Connection { get; }

    /// <summary>Writes all effects and commits; answers the outbox rows.</summary>
    Task<IReadOnlyList<OutboxRow>> CommitAsync(IReadOnlyList<Statement> statements, IReadOnlyList<Letter> letters, CancellationToken ct);
}

/// <summary>
/// Handles a module's messages in groups: the effects of many consumers in one transaction, since a commit is the dearest part of handling a message.
/// A group never holds two messages of one event. When a group fails, its halves are tried, until the guilty one stands alone.
/// </summary>
internal sealed class Inbox(IInboxStore store, Relay relay, Backoff backoff, TimeProvider clock, TimeProvider domainClock, ILogger log)
{
    private const int MostUnits = 200;
    private const int MostGroups = 3;
    private const int MostWaitsForDatabase = 3;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly LinkedList<Unit> urgent = new();
    private readonly LinkedList<Unit> routine = new();
    private readonly HashSet<Unit> running = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<long> busy = [];
    private readonly Signal work = new(clock);
    private int groups;
    private bool stopped;

    /// <summary>Called when a message became a row of failures.</summary>
    public event Action? Failed;

    /// <summary>Takes units in; their receipts tell when they are done.</summary>
    public void Accept(IEnumerable<Unit> units)
    {
        lock (gate)
        {
            foreach (var unit in units)
            {
                if (stopped) unit.Receipt.Abandon();
                else (unit.Letter.IsUrgent ? urgent : routine).AddLast(unit);
            }
        }
        work.Set();
    }

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await work.WaitAsync(TimeSpan.FromMinutes(1), ct);
                while (TryTake() is { } group) _ = RunGroupAsync(group, ct);
            }
        }
        finally
        {
            Stop();
        }
    }

    // What is not committed stays where it came from: unacknowledged at the broker, unsent in the outbox, due in the table.
    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            foreach (var unit in urgent.Concat(routine).Concat(running)) unit.Receipt.Abandon();
        }
    }

    private List<Unit>? TryTake()
    {
        lock (gate)
        {
            // One group more is kept free for urgent messages: they wait for no routine group to end.
            if (groups > MostGroups) return null;
            List<Unit> group = [];
            Take(urgent, group);
            // Never both in one group: an urgent message's commit would wait for whatever its routine neighbours read.
            if (group.Count == 0 && groups < MostGroups) Take(routine, group);
            if (group.Count == 0) return null;
            groups++;
            running.UnionWith(group);
            return group;
        }
    }

    private void Take(LinkedList<Unit> waiting, List<Unit> group)
    {
        for (var node = waiting.First; node is not null && group.Count < MostUnits;)
        {
            var (unit, next) = (node.Value, node.Next);
            if (unit.EventId == Guid.Empty || busy.Add(unit.LockKey))
            {
                group.Add(unit);
                waiting.Remove(node);
            }
            node = next;
        }
    }

    private async Task RunGroupAsync(IReadOnlyList<Unit> group, CancellationToken ct)
    {
        try
        {
            var began = clock.GetTimestamp();
            await HandleAsync(group, ct);
            Meters.RecordHandled(group, clock.GetElapsedTime(began), clock.GetUtcNow());
            foreach (var unit in group) unit.Receipt.Settle();
        }
        catch (Exception e)
        {
            // Nothing but the end of the process comes here: every other failure was kept as a row.
            if (!ct.IsCancellationRequested) log.LogCritical(e, "A group of messages was lost to a fault of the inbox itself");
            foreach (var unit in group) unit.Receipt.Abandon();
        }
        finally
        {
            lock (gate)
            {
                groups--;
                foreach (var unit in group) busy.Remove(unit.LockKey);
                running.ExceptWith(group);
            }
            work.Set();
        }
    }

    private async Task HandleAsync(IReadOnlyList<Unit> group, CancellationToken ct)
    {
        for (var waits = 0; ; waits++)
        {
            try
            {
                await CommitAsync(group, ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // A commit whose answer was lost may have written outbox rows that nobody was told of.
                relay.LookAgain();
                if (DatabaseFaults.MayBeAway(e) && waits < MostWaitsForDatabase)
                {
                    await AnswersAsync(ct);
                    continue;
                }
                if (group.Count == 1)
                {
                    await KeepFailureAsync(group[0], e, ct);
                    return;
                }
            }
            break;
        }
        var half = group.Count / 2;
        await HandleAsync([.. group.Take(half)], ct);
        await HandleAsync([.. group.Skip(half)], ct);
    }

    private async Task CommitAsync(IReadOnlyList<Unit> group, CancellationToken ct)
    {
        await using var transaction = await store.BeginAsync(group, ct);
        if (transaction.Fresh.Count == 0) return;
        GroupReads reads = new(transaction.Connection);
        List<Decision> decisions = [];
        foreach (var unit in transaction.Fresh)
        {
            Decision decision = new(unit);
            decisions.Add(decision);
            reads.Add(consumer => DecideAsync(decision, consumer, transaction.Connection, ct));
        }
        await reads.RunAsync(ct);
        var statements = Rows.Merge([.. decisions.Select(decision => decision.Effects)]);
        if (Changed(decisions) is { Count: > 0 } changed) statements.Add(Changes.Of(changed));
        var letters = decisions.SelectMany(decision => decision.Letters).ToList();
        var rows = await transaction.CommitAsync(statements, letters, ct);
        relay.Accept(rows);
        foreach (var wake in decisions.SelectMany(decision => decision.Effects.AfterCommit)) Wake(wake);
    }

    private async Task DecideAsync(Decision decision, GroupReads.Consumer reads, NpgsqlConnection connection, CancellationToken ct)
    {
        var letter = decision.Unit.Letter;
        using var about = log.About(decision.Unit.EventId);
        using var trace = Tracing.Consume(decision.Unit);
        var traceParent = trace?.Id ?? letter.TraceParent;
        decision.Effects = await decision.Unit.Handle(new Incoming(letter.MessageId, letter.Urgency, domainClock.GetUtcNow(), connection) { Reads = reads, TraceParent = traceParent }, ct);
        decision.Letters = [.. decision.Effects.Messages.Select(message => Letter.Of(message.Message, message.Urgency, traceParent))];
    }

    // A message that was understood and changes nothing is no change.
    private static HashSet<Guid> Changed(IReadOnlyList<Decision> decisions) =>
        [.. decisions.Where(decision => decision.Effects.Statements.Count > 0 && decision.Unit.EventId != Guid.Empty).Select(decision => decision.Unit.EventId)];

    // A hint that throws must not make a committed message look like a failed one.
    private void Wake(Action wake)
    {
        try { wake(); }
        catch (Exception e) { log.LogError(e, "What follows a commit failed"); }
    }

    private async Task KeepFailureAsync(Unit unit, Exception cause, CancellationToken ct)
    {
        using var about = log.About(unit.EventId);
        Meters.CountFailure(unit);
        var retryAfter = cause is RefusedException ? null : backoff.After(unit.Attempts);
        log.LogWarning(cause, "{Consumer} failed on {MessageId}, attempt {Attempt}", unit.Consumer, unit.Letter.MessageId, unit.Attempts + 1);
        while (true)
        {
            try
            {
                await store.KeepFailureAsync(unit, cause.ToString(), retryAfter, ct);
                Failed?.Invoke();
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // Where the row cannot be written, the message is held and nothing is acknowledged.
                log.LogWarning("The failure of {MessageId} cannot be kept yet: {Reason}", unit.Letter.MessageId, e.Message);
                await Task.Delay(BetweenQuestions, clock, ct);
                await AnswersAsync(ct);
            }
        }
    }

    private async Task AnswersAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await store.AskAsync(ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogDebug("The database does not answer: {Reason}", e.Message);
                await Task.Delay(BetweenQuestions, clock, ct);
            }
        }
    }

    private sealed class Decision(Unit unit)
    {
        public Unit Unit => unit;
        public Effects Effects { get; set; } = Effects.None;
        public IReadOnlyList<Letter> Letters { get; set; } = [];
    }
}
