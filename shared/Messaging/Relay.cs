using Microsoft.Extensions.Logging;

namespace Akorda.Messaging;

/// <summary>The outbox as the relay sees it. PostgreSQL, or the simulation's store.</summary>
internal interface IOutboxStore
{
    /// <summary>Unsent rows of one lane after this id, oldest first.</summary>
    Task<IReadOnlyList<OutboxRow>> ReadUnsentAsync(bool urgent, long after, TimeSpan olderThan, int limit, CancellationToken ct);

    /// <summary>Somebody durable has taken these over.</summary>
    Task MarkSentAsync(IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>Lets one process at a time send what the others left; null while another does.</summary>
    Task<IAsyncDisposable?> TryBeginScanAsync(CancellationToken ct);
}

/// <summary>What carries messages to the modules that consume them. MassTransit, or the simulation's adversary.</summary>
internal interface ITransport
{
    /// <summary>How long an answer may take before the parcel is sent again.</summary>
    TimeSpan Patience { get; }

    /// <summary>Ends when somebody durable has taken every item over: a broker that confirmed, or every consumer's database.</summary>
    Task PublishAsync(Parcel parcel);
}

/// <summary>Waiting messages of one type and one lane that travel together.</summary>
internal sealed record Parcel(string Type, bool Urgent, IReadOnlyList<Letter> Letters);

/// <summary>
/// Sends a module's committed messages. Rows come in memory right after their commit; what is lost that way (a crash, an error, too long a backlog)
/// is found in the database. It holds no transaction while it waits, and forgets nothing: only a marked row is done.
/// </summary>
internal sealed class Relay(IOutboxStore store, ITransport transport, TimeProvider clock, ILogger log)
{
    private const int MostHeld = 20_000;
    private const int ScanPage = 1_000;
    private static readonly TimeSpan BetweenScans = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromMilliseconds(50);

    // A younger row is most likely in the hands of the process that wrote it.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Lane urgent = new();
    private readonly Lane routine = new();
    private readonly HashSet<long> held = [];
    private List<long> sent = [];
    private bool scanAll = true;
    private readonly Signal work = new(clock);
    private readonly Signal toMark = new(clock);
    private readonly Signal settled = new(clock);
    private readonly Signal scan = new(clock);

    /// <summary>Takes over rows that were just committed.</summary>
    public void Accept(IReadOnlyList<OutboxRow> rows)
    {
        if (rows.Count == 0) return;
        lock (gate)
        {
            foreach (var row in rows)
            {
                // Memory is bounded, the table is not: a row that finds no room is found there again.
                if (held.Count >= MostHeld && !row.Letter.IsUrgent) scanAll = true;
                else Hold(row);
            }
        }
        work.Set();
    }

    /// <summary>Looks for unsent rows soon: a commit's answer was lost, so its rows were not handed over.</summary>
    public void LookAgain()
    {
        lock (gate) scanAll = true;
        scan.Set();
    }

    /// <summary>Runs until it is stopped.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(SendLoopAsync(ct), MarkLoopAsync(ct), ScanLoopAsync(ct));

    private async Task SendLoopAsync(CancellationToken ct)
    {
        while (true)
        {
            await work.WaitAsync(BetweenScans, ct);
            while (TryTake(out var lane, out var rows)) _ = SendAsync(lane, rows, ct);
        }
    }

    private bool TryTake(out Lane lane, out IReadOnlyList<OutboxRow> rows)
    {
        lock (gate)
        {
            lane = urgent;
            if (urgent.TryTake(out rows)) return true;
            lane = routine;
            return routine.TryTake(out rows);
        }
    }

    private async Task SendAsync(Lane lane, IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        try
        {
            // The publish itself is not cancelled, only no longer waited for: a cancelled publish leaves the client's confirms in disorder.
            await transport.PublishAsync(new Parcel(rows[0].Letter.Type, lane == urgent, [.. rows.Select(row => row.Letter)])).WaitAsync(transport.Patience, clock, ct);
            lock (gate) sent.AddRange(rows.Select(row => row.Id));
            toMark.Set();
        }
        catch (Exception e)
        {
            if (!ct.IsCancellationRequested) log.LogWarning("{Count} messages of {Type} were not taken over and are sent again: {Reason}", rows.Count, rows[0].Letter.Type, e.Message);
            Release(rows.Select(row => row.Id));
            LookAgain();
        }
        finally
        {
            lock (gate) lane.InFlight--;
            work.Set();
        }
    }

    private async Task MarkLoopAsync(CancellationToken ct)
    {
        while (true)
        {
            await toMark.WaitAsync(BetweenScans, ct);
            List<long> ids;
            lock (gate) (ids, sent) = (sent, []);
            if (ids.Count == 0) continue;
            try
            {
                await store.MarkSentAsync(ids, ct);
                Release(ids);
                // Marks are gathered: one that is lost costs a duplicate only, and each statement here is a transaction of its own.
                await Task.Delay(BetweenMarks, clock, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("{Count} sent messages are not marked yet: {Reason}", ids.Count, e.Message);
                lock (gate) sent.AddRange(ids);
                await Task.Delay(AfterError, clock, ct);
                toMark.Set();
            }
        }
    }

    private async Task ScanLoopAsync(CancellationToken ct)
    {
        while (true)
        {
            bool all;
            lock (gate) (all, scanAll) = (scanAll, false);
            try
            {
                await ScanAsync(all ? TimeSpan.Zero : LeftBehind, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("The outbox cannot be read: {Reason}", e.Message);
                lock (gate) scanAll = true;
            }
            // Whatever asked for it, a scan does not follow the last one at once: a broker that refuses everything must not be asked without pause.
            await Task.Delay(AfterError, clock, ct);
            lock (gate) all = scanAll;
            if (!all) await scan.WaitAsync(BetweenScans, ct);
        }
    }

    private async Task ScanAsync(TimeSpan olderThan, CancellationToken ct)
    {
        if ((await store.ReadUnsentAsync(urgent: true, after: 0, olderThan, limit: 1, ct)).Count == 0
            && (await store.ReadUnsentAsync(urgent: false, after: 0, olderThan, limit: 1, ct)).Count == 0) return;
        await using var turn = await store.TryBeginScanAsync(ct);
        if (turn is null)
        {
            lock (gate) scanAll |= olderThan == TimeSpan.Zero;
            return;
        }
        IReadOnlyList<OutboxRow> page = [];
        do
        {
            // Urgent rows are looked for before every page, or one whose sending failed would wait behind the whole backlog.
            var first = await store.ReadUnsentAsync(urgent: true, after: 0, olderThan, ScanPage, ct);
            page = await store.ReadUnsentAsync(urgent: false, page.Count == 0 ? 0 : page[^1].Id, olderThan, ScanPage, ct);
            List<OutboxRow> fresh = [];
            lock (gate)
            {
                foreach (var row in first.Concat(page))
                    if (Hold(row)) fresh.Add(row);
                scanAll |= first.Count == ScanPage;
            }
            work.Set();
            await SettledAsync(fresh, ct);
        }
        while (page.Count == ScanPage);
    }

    private async Task SettledAsync(IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        while (true)
        {
            lock (gate)
                if (!rows.Any(row => held.Contains(row.Id))) return;
            await settled.WaitAsync(BetweenScans, ct);
        }
    }

    private bool Hold(OutboxRow row)
    {
        if (!held.Add(row.Id)) return false;
        (row.Letter.IsUrgent ? urgent : routine).Add(row);
        return true;
    }

    private void Release(IEnumerable<long> ids)
    {
        lock (gate) held.ExceptWith(ids);
        settled.Set();
    }

    /// <summary>Rows that wait for their turn, by type; the types take turns, so that a flood of one does not hold up the others.</summary>
    private sealed class Lane
    {
        private const int MostLetters = 200;
        private const int MostBytes = 256 * 1024;
        private const int MostInFlight = 16;

        private readonly Dictionary<string, Queue<OutboxRow>> waiting = [];
        private readonly Queue<string> turns = new();

        public int InFlight { get; set; }

        public void Add(OutboxRow row)
        {
            if (!waiting.TryGetValue(row.Letter.Type, out var rows)) waiting[row.Letter.Type] = rows = new Queue<OutboxRow>();
            if (rows.Count == 0) turns.Enqueue(row.Letter.Type);
            rows.Enqueue(row);
        }

        public bool TryTake(out IReadOnlyList<OutboxRow> taken)
        {
            taken = [];
            if (InFlight == MostInFlight || !turns.TryDequeue(out var type)) return false;
            var rows = waiting[type];
            List<OutboxRow> some = [rows.Dequeue()];
            var bytes = some[0].Letter.Payload.Length;
            while (some.Count < MostLetters && rows.TryPeek(out var next) && bytes + next.Letter.Payload.Length <= MostBytes)
            {
                some.Add(rows.Dequeue());
                bytes += next.Letter.Payload.Length;
            }
            if (rows.Count > 0) turns.Enqueue(type);
            InFlight++;
            taken = some;
            return true;
        }
    }
}
