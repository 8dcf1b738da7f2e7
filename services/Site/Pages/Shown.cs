using Akorda.Site.Layout;

namespace Akorda.Site.Pages;

/// <summary>What readers see now, and the only way to change it.</summary>
public sealed class Shown(SiteSettings settings, Documents documents, AnswerHeaders.Kinds headers, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NewsAge = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock waitingLock = new();
    private List<RenderedEvent> waiting = [];
    private volatile Snapshot now = documents.Empty(clock.GetUtcNow());
    private Snapshot? compressed;
    private long lastShown = clock.GetTimestamp();
    private DateOnly day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>What readers see.</summary>
    public Snapshot Now => now;

    /// <summary>Shows these events; when it ends, readers see them. Those that arrive while others are being shown are shown together: listings and feeds are made once for all of them.</summary>
    public async Task ShowAsync(IReadOnlyCollection<RenderedEvent> events)
    {
        lock (waitingLock) waiting.AddRange(events);
        await gate.WaitAsync();
        try
        {
            List<RenderedEvent> batch;
            lock (waitingLock) (batch, waiting) = (waiting, []);
            if (batch.Count > 0) (now, lastShown) = (now.With(batch, documents, clock.GetUtcNow()), clock.GetTimestamp());
        }
        finally
        {
            gate.Release();
        }
        // Another caller may have taken these into its batch and failed.
        if (events.Any(one => now.VersionOf(one.Publication.Number) < one.Publication.Version))
            throw new InvalidOperationException("The release was not shown with those that it was put together with.");
    }

    /// <summary>Makes anew what ages by itself: news that are news no longer, and the security contact's end.</summary>
    public async Task AgeAsync(CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        if (at < now.NewsAt + NewsAge && day == today) return;
        await gate.WaitAsync(ct);
        try
        {
            now = now.With([SecurityContact.On(at, settings, headers)]).WithNewsAt(at, documents);
            day = today;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>When no release has come for a while: puts together what nobody has asked for yet, and makes the Brotli forms, which cost ten times what gzip does.</summary>
    /// <returns>True when there is more to do.</returns>
    public bool CompressBetter()
    {
        var current = now;
        if (current == compressed || clock.GetElapsedTime(lastShown) < Quiet) return false;
        var some = current.Answers.Values.Select(answer => answer.Value).Where(answer => answer.LacksBrotli).Take(AtOnce).ToList();
        foreach (var answer in some) answer.MakeBrotli();
        if (some.Count == AtOnce) return true;
        compressed = current;
        return false;
    }

    public void Dispose() => gate.Dispose();
}
