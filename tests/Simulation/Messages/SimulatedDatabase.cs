using Akorda.Messaging;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Simulation.Tests.Messages;

/// <summary>A module's database: what is committed stays whoever dies. It serialises as PostgreSQL does where the product depends on it: by locks that end with their transaction.</summary>
internal sealed class SimulatedDatabase(string module, Scheduler scheduler, World world)
{
    private readonly Dictionary<string, Transaction> locks = [];
    private readonly HashSet<(string Consumer, Guid MessageId)> inbox = [];
    private Scheduler.SimulatedProcess? scanner;
    private long lastId;

    public string Module => module;

    /// <summary>True while nothing answers; open transactions are lost.</summary>
    public bool Away { get; private set; }

    public int Restarts { get; private set; }

    public SortedDictionary<long, StoredLetter> Outbox { get; } = [];

    public Dictionary<Guid, StoredFailure> Failures { get; } = [];

    public bool HasReceived(string consumer, Guid messageId) => inbox.Contains((consumer, messageId));

    public void GoAway()
    {
        Away = true;
        Restarts++;
        locks.Clear();
        scanner = null;
    }

    public void ComeBack() => Away = false;

    /// <summary>The store of one process.</summary>
    public Store Connect() => new(this, (Scheduler.SimulatedProcess)SynchronizationContext.Current!);

    private static NpgsqlException Gone() => new("The database is away.", new IOException());

    private List<OutboxRow> Insert(IEnumerable<Letter> letters)
    {
        List<OutboxRow> rows = [];
        foreach (var letter in letters)
        {
            Outbox[++lastId] = new StoredLetter(letter, scheduler.Clock.GetUtcNow());
            rows.Add(new OutboxRow(lastId, letter));
        }
        return rows;
    }

    internal sealed class StoredLetter(Letter letter, DateTimeOffset createdAt)
    {
        public Letter Letter => letter;
        public DateTimeOffset CreatedAt => createdAt;
        public bool Sent { get; set; }
    }

    internal sealed class StoredFailure(FailedMessage message)
    {
        public FailedMessage Message { get; set; } = message;
        public string State { get; set; } = "waiting";
        public DateTimeOffset DueAt { get; set; }
    }

    /// <summary>One process's connections: it may die before and after everything that it asks for, and the answer may be lost.</summary>
    internal sealed class Store(SimulatedDatabase db, Scheduler.SimulatedProcess process) : IOutboxStore, IInboxStore
    {
        public async Task<IReadOnlyList<OutboxRow>> ActAsync(IReadOnlyList<Letter> letters)
        {
            await BeforeAsync();
            var rows = db.Insert(letters);
            await AfterAsync();
            return rows;
        }

        public async Task<IReadOnlyList<OutboxRow>> ReadUnsentAsync(bool urgent, long after, TimeSpan olderThan, int limit, CancellationToken ct)
        {
            await BeforeAsync();
            var now = db.World.Scheduler.Clock.GetUtcNow();
            List<OutboxRow> rows = [.. db.Outbox
                .Where(row => !row.Value.Sent && row.Value.Letter.IsUrgent == urgent && row.Key > after && row.Value.CreatedAt <= now - olderThan)
                .Take(limit)
                .Select(row => new OutboxRow(row.Key, row.Value.Letter))];
            await AfterAsync();
            return rows;
        }

        public async Task MarkSentAsync(IReadOnlyList<long> ids, CancellationToken ct)
        {
            await BeforeAsync();
            foreach (var id in ids)
            {
                db.World.CheckTakenOver(db.Outbox[id].Letter);
                db.Outbox[id].Sent = true;
            }
            await AfterAsync();
        }

        public async Task<IAsyncDisposable?> TryBeginScanAsync(CancellationToken ct)
        {
            await BeforeAsync();
            if (db.scanner is { IsDead: false }) return null;
            db.scanner = process;
            return new Scan(db, process);
        }

        public async Task<IGroupTransaction> BeginAsync(IReadOnlyList<Unit> group, CancellationToken ct)
        {
            await BeforeAsync();
            if (group.DistinctBy(unit => unit.EventId).Count() < group.Count) db.World.Violate("A group held two messages of one event.");
            Transaction transaction = new(db, process, db.Restarts);
            // Rows lock as event locks do: whoever writes the same one waits for the end of the first transaction.
            foreach (var key in group.Select(unit => unit.LockKey).Distinct().Order()) await transaction.LockAsync($"event {key}");
            List<Unit> fresh = [];
            foreach (var unit in group)
            {
                await transaction.LockAsync(KeyOf(unit));
                if (unit.FailedMessageId is { } id ? db.Failures[id].State == "waiting" : !db.inbox.Contains((unit.Consumer, unit.Letter.MessageId))) fresh.Add(unit);
            }
            transaction.Fresh = fresh;
            return transaction;
        }

        public async Task KeepFailureAsync(Unit unit, string error, TimeSpan? retryAfter, CancellationToken ct)
        {
            await BeforeAsync();
            Transaction transaction = new(db, process, db.Restarts);
            await transaction.LockAsync(KeyOf(unit));
            var dueAt = db.World.Scheduler.Clock.GetUtcNow() + (retryAfter ?? TimeSpan.Zero);
            var state = retryAfter is null ? "failed" : "waiting";
            if (unit.FailedMessageId is { } id)
            {
                if (db.Failures[id] is { State: "waiting" } failure)
                    (failure.Message, failure.DueAt, failure.State) = (failure.Message with { Attempts = failure.Message.Attempts + 1 }, dueAt, state);
            }
            else if (db.inbox.Add((unit.Consumer, unit.Letter.MessageId)))
            {
                var first = Guid.CreateVersion7();
                db.Failures[first] = new StoredFailure(new FailedMessage(first, unit.Consumer, unit.Letter, Attempts: 1)) { DueAt = dueAt, State = state };
            }
            transaction.End();
            await AfterAsync();
        }

        public async Task<IReadOnlyList<FailedMessage>> TakeDueAsync(int limit, CancellationToken ct)
        {
            await BeforeAsync();
            var now = db.World.Scheduler.Clock.GetUtcNow();
            var due = db.Failures.Values.Where(failure => failure.State == "waiting" && failure.DueAt <= now).Take(limit).ToList();
            foreach (var failure in due) failure.DueAt = now + TimeSpan.FromMinutes(1);
            await AfterAsync();
            return [.. due.Select(failure => failure.Message)];
        }

        public Task AskAsync(CancellationToken ct) => BeforeAsync();

        private async Task BeforeAsync()
        {
            await Scheduler.PointAsync();
            if (db.Away) throw Gone();
        }

        // What was asked for has happened; the answer may still be lost.
        private async Task AfterAsync()
        {
            await Scheduler.PointAsync();
            if (db.Away || db.World.Faults.AnswerIsLost) throw Gone();
        }

        private static string KeyOf(Unit unit) => unit.FailedMessageId is { } id ? $"failure {id}" : $"inbox {unit.Consumer} {unit.Letter.MessageId}";
    }

    private World World => world;

    private sealed class Scan(SimulatedDatabase db, Scheduler.SimulatedProcess process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Scheduler.PointAsync();
            if (db.scanner == process) db.scanner = null;
        }
    }

    private sealed class Transaction(SimulatedDatabase db, Scheduler.SimulatedProcess process, int restarts) : IGroupTransaction
    {
        private bool ended;

        public IReadOnlyList<Unit> Fresh { get; set; } = [];

        // Nothing of PostgreSQL is here; a simulated consumer reads nothing.
        public NpgsqlConnection Connection => null!;

        private bool IsOpen => !ended && !process.IsDead && restarts == db.Restarts;

        public async Task LockAsync(string key)
        {
            while (true)
            {
                if (!IsOpen || db.Away) throw Gone();
                if (!db.locks.TryGetValue(key, out var holder) || !holder.IsOpen || holder == this) break;
                await db.World.Scheduler.DelayAsync(TimeSpan.FromMilliseconds(20));
            }
            db.locks[key] = this;
        }

        public async Task<IReadOnlyList<OutboxRow>> CommitAsync(IReadOnlyList<Statement> statements, IReadOnlyList<Letter> letters, CancellationToken ct)
        {
            await Scheduler.PointAsync();
            if (!IsOpen || db.Away) throw Gone();
            foreach (var unit in Fresh)
            {
                if (unit.FailedMessageId is { } id) db.Failures[id].State = "handled";
                else db.inbox.Add((unit.Consumer, unit.Letter.MessageId));
            }
            // The note that the events changed is beside them.
            foreach (var statement in statements.Where(one => one.Args.Length == 2)) db.World.Handled((string)statement.Args[0]!, (Guid)statement.Args[1]!);
            var rows = db.Insert(letters);
            End();
            await Scheduler.PointAsync();
            if (db.Away || db.World.Faults.AnswerIsLost) throw Gone();
            return rows;
        }

        public void End() => ended = true;

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }
    }
}
