using System.Diagnostics;

namespace Akorda.Faults.Proxy;

/// <summary>One direction of a link: what happens to its bytes on their way, and who watches for them.</summary>
public sealed class Lane
{
    private readonly Lock gate = new();
    private TaskCompletionSource open = Opened();
    private volatile IReadOnlyList<Watch> watches = [];
    private long passed;

    /// <summary>How late every byte arrives.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Up to this much later still, differently for each piece.</summary>
    public TimeSpan Jitter { get; set; }

    /// <summary>0: as many as there are.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>The longest piece that is sent at once; 0: as it came.</summary>
    public int SliceTo { get; set; }

    /// <summary>Bytes that came through so far.</summary>
    public long Passed => Interlocked.Read(ref passed);

    /// <summary>True while nothing comes through.</summary>
    public bool IsFrozen => !open.Task.IsCompleted;

    /// <summary>From now on nothing comes through, and nobody is told: what a half-open link looks like.</summary>
    public void Freeze()
    {
        lock (gate)
            if (open.Task.IsCompleted) open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What was held comes through.</summary>
    public void Thaw()
    {
        lock (gate) open.TrySetResult();
    }

    /// <summary>Ends every trouble of this lane.</summary>
    public void Clear()
    {
        (Latency, Jitter, BytesPerSecond, SliceTo) = (TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        watches = [];
        Thaw();
    }

    /// <summary>Waits for bytes; when they come, <paramref name="then"/> runs before the first of them goes on. That is an exact moment in another process, without a hook in it.</summary>
    /// <param name="often">Which of its occurrences counts.</param>
    public Task WatchFor(byte[] pattern, Action then, int often = 1)
    {
        var watch = new Watch(pattern, then, often);
        lock (gate) watches = [.. watches, watch];
        return watch.Seen;
    }

    /// <summary>Shows the watchers what came; <paramref name="tail"/> holds what came just before it on the same connection.</summary>
    internal byte[] Look(byte[] tail, ReadOnlySpan<byte> bytes)
    {
        byte[] whole = [.. tail, .. bytes];
        foreach (var watch in watches)
        {
            if (!watch.IsIn(whole, tail.Length)) continue;
            lock (gate) watches = [.. watches.Where(other => other != watch)];
        }
        return whole.Length <= Watch.Longest ? whole : whole[^Watch.Longest..];
    }

    /// <summary>Ends when a piece that arrived at this timestamp may go on.</summary>
    internal async Task HoldAsync(long arrived, int length, CancellationToken ct)
    {
        var late = Latency + Jitter * Random.Shared.NextDouble() - Stopwatch.GetElapsedTime(arrived);
        if (late > TimeSpan.Zero) await Task.Delay(late, ct);
        if (BytesPerSecond > 0) await Task.Delay(TimeSpan.FromSeconds((double)length / BytesPerSecond), ct);
        await open.Task.WaitAsync(ct);
        Interlocked.Add(ref passed, length);
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
