using System.Threading.Channels;
using Akorda.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Tells whoever listens which events changed in a module, in whatever process of it. One look at the database a second while anybody listens, and none while nobody does.</summary>
internal sealed class ChangeFeed(string module, NpgsqlDataSource db, ILogger log)
{
    private const int LooksBetweenSigns = 15;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<Listener> listeners = [];
    // The look that everybody's first one is compared with; null while nobody looks.
    private Task<string>? begun;

    /// <summary>Begins to listen: whatever is committed after this has answered will be told.</summary>
    public async Task<Listener> ListenAsync(CancellationToken ct)
    {
        Listener listener = new(this);
        Task<string> first;
        lock (gate)
        {
            listeners.Add(listener);
            first = begun ??= Begin();
        }
        try
        {
            await first.WaitAsync(ct);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    // Not in the trace of the request that happens to be the first.
    private Task<string> Begin()
    {
        using var apart = ExecutionContext.SuppressFlow();
        var first = Task.Run(async () => await db.FindAsync(FirstSql, [], row => row.GetString(0), CancellationToken.None) ?? throw new InvalidOperationException("A query of one row answered none."));
        _ = Task.Run(() => RunAsync(first));
        return first;
    }

    private async Task RunAsync(Task<string> first)
    {
        try
        {
            var snapshot = await first;
            using PeriodicTimer timer = new(BetweenLooks);
            for (var looks = 1; await timer.WaitForNextTickAsync(); looks++)
            {
                if (IsDeserted()) return;
                (snapshot, var events) = await LookAsync(snapshot);
                Tell(events, isSign: looks % LooksBetweenSigns == 0);
            }
        }
        catch (Exception e)
        {
            log.LogWarning("Whoever listens for changes of {Module} has to begin again: {Reason}", module, e.Message);
            End();
        }
    }

    private bool IsDeserted()
    {
        lock (gate)
        {
            if (listeners.Count > 0) return false;
            begun = null;
            return true;
        }
    }

    private void Tell(IReadOnlyList<Guid> events, bool isSign)
    {
        lock (gate)
        {
            foreach (var listener in listeners)
            {
                foreach (var eventId in events) listener.Tell(eventId);
                if (isSign) listener.Tell(null);
            }
        }
    }

    // Nobody may go on believing that nothing changes: each begins again, and reads what it shows anew.
    private void End()
    {
        lock (gate)
        {
            begun = null;
            foreach (var listener in listeners.ToList()) listener.Dispose();
        }
    }

    private async Task<(string Snapshot, Guid[] Events)> LookAsync(string since) =>
        await db.FindAsync(Sql, [since], row => (row.GetString(0), row.GetFieldValue<Guid[]>(1)), CancellationToken.None);

    private const string FirstSql = "select pg_current_snapshot()::text";

    // What is committed by now and was not at the last look. By transactions and not by an ascending number: those become visible in another order than they were given.
    private const string Sql =
        """
        select pg_current_snapshot()::text,
               array(select distinct event_id
                       from messaging.change
                      where xact >= pg_snapshot_xmin($1::pg_snapshot)
                        and xact < pg_snapshot_xmax(pg_current_snapshot())
                        and not pg_visible_in_snapshot(xact, $1::pg_snapshot))
        """;

    /// <summary>One who listens, until it is disposed or told to begin again.</summary>
    internal sealed class Listener(ChangeFeed feed) : IDisposable
    {
        // Whoever reads more slowly than this begins again: nothing is kept for it without end.
        private readonly Channel<Guid?> told = Channel.CreateBounded<Guid?>(10_000);

        /// <summary>The events that changed; null is a sign that the looking goes on.</summary>
        public IAsyncEnumerable<Guid?> ReadAsync(CancellationToken ct) => told.Reader.ReadAllAsync(ct);

        public void Tell(Guid? eventId)
        {
            if (!told.Writer.TryWrite(eventId)) told.Writer.TryComplete();
        }

        public void Dispose()
        {
            told.Writer.TryComplete();
            lock (feed.gate) feed.listeners.Remove(this);
        }
    }
}
