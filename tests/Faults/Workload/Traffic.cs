using System.Collections.Concurrent;

namespace Akorda.Faults.Workload;

/// <summary>Events that come all the time, whatever is broken.</summary>
public sealed class Traffic(Stories stories, Journal journal, Random random) : IDisposable
{
    private readonly ConcurrentDictionary<int, Task> under = new();
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    /// <summary>Between two events.</summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Nobody begins another while so many are under way: a newsroom has only so many editors.</summary>
    public int Most { get; set; } = 60;

    /// <summary>Events that are under way.</summary>
    public int UnderWay => under.Count;

    /// <summary>Begins.</summary>
    public void Start() => running = RunAsync();

    /// <summary>Tells one Kazakh event's story apart from the others and waits for its end.</summary>
    public async Task<Event> TellOneAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, ending.Token);
        Event one = new(journal.NextOrdinal(), "kk", []);
        await stories.TellAsync(one, Story.KazakhOnly, new Random(1), either.Token);
        return one;
    }

    /// <summary>No new events; waits for those under way.</summary>
    /// <returns>How many did not come to an end in time.</returns>
    public async Task<int> CalmAsync(TimeSpan atMost)
    {
        await closing.CancelAsync();
        await running;
        await Task.WhenAll(under.Values).WaitAsync(atMost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var left = under.Count;
        await ending.CancelAsync();
        return left;
    }

    public void Dispose()
    {
        closing.Dispose();
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pace * (0.5 + random.NextDouble()), closing.Token);
                if (under.Count >= Most) continue;
                var (one, story) = stories.Draw(random);
                under[one.Ordinal] = Task.CompletedTask;
                under[one.Ordinal] = TellAsync(one, story, new Random(random.Next()));
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task TellAsync(Event one, Story story, Random chance)
    {
        await Task.Yield();
        try
        {
            await stories.TellAsync(one, story, chance, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            journal.Contradict("I9", $"event {one.Ordinal} ({story}), {one.Stage}: {e.Message}");
        }
        under.TryRemove(one.Ordinal, out _);
    }
}
