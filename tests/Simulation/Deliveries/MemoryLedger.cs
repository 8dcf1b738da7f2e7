using Akorda.Publisher.Deliveries;
using Akorda.Texts;

namespace Akorda.Simulation.Tests.Deliveries;

/// <summary>The ledger's tables in memory: they survive every crash. A call may be slow, and its caller may die before and after it took effect.</summary>
public sealed class MemoryLedger(Scheduler scheduler) : ILedger
{
    private long fence;
    private int ids;
    private DateTimeOffset leaseUntil;
    private DateTimeOffset waitUntil;

    /// <summary>A row, and what stands beside the delivery in its table.</summary>
    public sealed class Row
    {
        public required Delivery Delivery { get; set; }
        public required Guid EventId { get; init; }
        public required int Revision { get; init; }
        public required Document Document { get; init; }
        public required Uri Page { get; init; }
        public bool IsSuperseded { get; set; }
    }

    public List<Row> Rows { get; } = [];

    /// <summary>Since when the kill switch is thrown; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    private DateTimeOffset Now => scheduler.Clock.GetUtcNow();

    public async Task<Lease?> LeaseAsync(string channel, TimeSpan length, CancellationToken ct)
    {
        await TravelAsync();
        if (leaseUntil >= Now || !Rows.Any(row => row.Delivery.State == Delivery.Attempting || IsDue(row))) return null;
        (fence, leaseUntil) = (fence + 1, Now + length);
        Lease lease = new(channel, fence, length);
        foreach (var row in Rows.Where(row => row.Delivery.State == Delivery.Attempting)) Change(row, row.Delivery.Lost(Now));
        await TravelAsync();
        return lease;
    }

    public async Task<Work?> NextAsync(Lease lease, CancellationToken ct)
    {
        await TravelAsync();
        if (!Holds(lease)) return null;
        var next = Rows.Where(row => IsDue(row) && !Rows.Any(other => Blocks(other, row))).MinBy(row => (row.Delivery.DueAt, row.Delivery.Id));
        var work = next is null ? null : new Work
        {
            Delivery = next.Delivery, EventId = next.EventId, IsSuperseded = next.IsSuperseded, Document = next.Document, Page = next.Page,
            Standing = StandingOf(next), NewestRemoteId = null, TraceParent = null, Now = Now,
        };
        await TravelAsync();
        return work;
    }

    public async Task<bool> BeginAsync(Lease lease, Work work, Delivery attempt, CancellationToken ct)
    {
        await TravelAsync();
        var row = RowOf(work);
        var may = Holds(lease) && PausedAt is null && row.Delivery.Change == work.Delivery.Change && !row.IsSuperseded
            && row.Delivery.State is Delivery.Prepared or Delivery.Retrying;
        if (may)
        {
            leaseUntil = Now + lease.Length;
            Change(row, attempt);
        }
        await TravelAsync();
        return may;
    }

    public async Task<string?> ForbidsAsync(Lease lease, CancellationToken ct)
    {
        await TravelAsync();
        if (!Holds(lease) || PausedAt is not null) return "paused";
        if (Now + lease.Length > leaseUntil) leaseUntil = Now + lease.Length;
        // The last look before the first byte: what lies between them is microseconds.
        await Scheduler.PointAsync();
        return null;
    }

    public async Task<bool> SettleAsync(Lease lease, Work work, Verdict verdict, CancellationToken ct)
    {
        await TravelAsync();
        var row = RowOf(work);
        var may = lease.Fence == fence && row.Delivery.Change == work.Delivery.Change;
        if (may)
        {
            Change(row, verdict.Delivery);
            if (verdict.AccountWaits is { } wait) waitUntil = Now + wait;
            if (verdict.AccountBlocked is not null) Pause();
        }
        await TravelAsync();
        return may;
    }

    public async Task EndAsync(Lease lease, CancellationToken ct)
    {
        await TravelAsync();
        if (lease.Fence == fence) leaseUntil = DateTimeOffset.MinValue;
        await TravelAsync();
    }

    public void Pause() => PausedAt ??= Now;

    public void Resume() => PausedAt = null;

    /// <summary>What a person does with what is held: looks at the network and says what is there.</summary>
    public void Resolve(Row row, bool isDone) => Change(row, row.Delivery with
    {
        State = isDone ? Delivery.Delivered : Delivery.Planned,
        InDoubt = false,
        Request = isDone ? row.Delivery.Request : null,
        PostedAt = isDone ? Now : null,
        RemoteId = isDone ? row.Delivery.Id.ToString() : null,
        DueAt = Now,
        Doubts = 0,
        Tries = 0,
        TryingSince = null,
    });

    /// <summary>What planning does for a revision that has just become public.</summary>
    public void Plan(Guid eventId, int revision, Document document, Uri page)
    {
        Supersede(eventId, revision);
        var stands = Rows.Any(row => row.EventId == eventId && row.Revision < revision && row.Delivery.Action != Delivery.Withdraw && (row.Delivery.InDoubt || row.Delivery.State == Delivery.Delivered));
        Add(eventId, revision, document, page, stands ? Delivery.Correct : Delivery.Publish);
    }

    /// <summary>What planning does for a withdrawal.</summary>
    public void PlanWithdrawal(Guid eventId)
    {
        Supersede(eventId, int.MaxValue);
        foreach (var row in Rows.Where(row => row.EventId == eventId && (row.Delivery.InDoubt || row.Delivery.State == Delivery.Delivered)).ToList())
            Add(eventId, row.Revision, row.Document, row.Page, Delivery.Withdraw);
    }

    private void Supersede(Guid eventId, int below)
    {
        foreach (var row in Rows.Where(row => row.EventId == eventId && row.Revision < below && row.Delivery.Action != Delivery.Withdraw))
        {
            if (row.Delivery.State is Delivery.Planned or Delivery.Prepared or Delivery.Retrying) Change(row, row.Delivery.Drop("superseded"));
            if (row.Delivery.State != Delivery.Delivered) row.IsSuperseded = true;
        }
    }

    private void Add(Guid eventId, int revision, Document document, Uri page, string action)
    {
        if (Rows.Any(row => row.EventId == eventId && row.Revision == revision && row.Delivery.Action == action)) return;
        Rows.Add(new Row
        {
            EventId = eventId, Revision = revision, Document = document, Page = page,
            Delivery = new Delivery
            {
                Id = new Guid(++ids, 0, 0, new byte[8]), Action = action, State = Delivery.Planned, Request = null, InDoubt = false, DueAt = Now,
                TryingSince = null, Tries = 0, Doubts = 0, LastByteAt = null, AbsentAt = null, RemoteId = null, Url = null, PostedAt = null, Reason = null, Change = 0,
            },
        });
    }

    private bool Holds(Lease lease) => lease.Fence == fence && leaseUntil > Now;

    private bool IsDue(Row row) => waitUntil < Now && row.Delivery.State switch
    {
        Delivery.Uncertain => row.Delivery.DueAt <= Now,
        Delivery.Planned or Delivery.Prepared or Delivery.Retrying => PausedAt is null && (row.Delivery.DueAt <= Now || row.IsSuperseded),
        _ => false,
    };

    private static bool Blocks(Row other, Row row) =>
        other != row && other.EventId == row.EventId
        && (row.Delivery.Action == Delivery.Withdraw
            ? other.Delivery.Action != Delivery.Withdraw || other.Revision < row.Revision
            : other.Delivery.Action != Delivery.Withdraw && other.Revision < row.Revision)
        && (other.Delivery.InDoubt || other.Delivery.State is Delivery.Planned or Delivery.Prepared or Delivery.Retrying);

    private Post? StandingOf(Row row) => row.Delivery.Action == Delivery.Publish ? null : Rows
        .Where(other => other.EventId == row.EventId && other.Delivery.Action != Delivery.Withdraw && other.Delivery.State == Delivery.Delivered
            && (row.Delivery.Action == Delivery.Withdraw ? other.Revision == row.Revision : other.Revision < row.Revision))
        .OrderByDescending(other => other.Revision)
        .Select(other => new Post(other.Delivery.RemoteId, other.Delivery.PostedAt ?? Now, other.Document, other.Page))
        .FirstOrDefault();

    private Row RowOf(Work work) => Rows.Single(row => row.Delivery.Id == work.Delivery.Id);

    private static void Change(Row row, Delivery after) => row.Delivery = after with { Change = row.Delivery.Change + 1 };

    private async Task TravelAsync()
    {
        await Scheduler.PointAsync();
        // A stalled machine, a slow disk: longer than any lease.
        if (scheduler.CrashRate > 0 && scheduler.Chance(0.02)) await scheduler.DelayAsync(TimeSpan.FromSeconds(60));
    }
}
