using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akorda.Benchmarks;

/// <summary>Clients that each do one thing after the other until the time is over.</summary>
internal static class Clients
{
    /// <summary>What came of it.</summary>
    /// <param name="PerSecond">Done by all clients together.</param>
    /// <param name="Milliseconds">Of each, in rising order.</param>
    public sealed record Result(double PerSecond, IReadOnlyList<double> Milliseconds)
    {
        public double Percentile(double part) => Milliseconds[(int)Math.Min(Milliseconds.Count - 1, part * Milliseconds.Count)];
    }

    /// <summary>Runs clients for a while. What is under way at the end is finished and counted.</summary>
    public static async Task<Result> RunAsync(int clients, TimeSpan time, Func<int, Task> once)
    {
        ConcurrentBag<double> taken = [];
        var whole = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            while (whole.Elapsed < time)
            {
                var one = Stopwatch.GetTimestamp();
                await once(client);
                taken.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
            }
        }));
        return new Result(taken.Count / whole.Elapsed.TotalSeconds, [.. taken.Order()]);
    }

    /// <summary>Asks again and again, three milliseconds apart.</summary>
    /// <exception cref="TimeoutException">Not within a minute.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit) throw new TimeoutException($"After {Limit.TotalSeconds:0} seconds it does not hold that {what}.");
            await Task.Delay(Pause);
        }
    }

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);
}
