using System.Diagnostics;

namespace Akorda.Benchmarks;

/// <summary>Writing: drafts that are accepted, and whole events, beside what the database can commit.</summary>
internal static class WriteEvents
{
    private const double Goal = 0.25;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    public static async Task MeasureAsync(Product product, Table table)
    {
        var cluster = await product.ClusterAsync();
        await Clients.RunAsync(4, Warm, _ => PublishAsync(product));
        await TellStepsAsync(product);
        foreach (var clients in (int[])[1, 8])
        {
            var commits = await CommitLimit.MeasureAsync(cluster, clients);
            var limit = $"two commits, {Named(clients)}";
            var drafts = await Clients.RunAsync(clients, Time, _ => Event.CreateAsync(product));
            table.AddRate($"drafts accepted, {Named(clients)}", drafts.PerSecond, limit, commits / 2, Goal, more: $"p99 {drafts.Percentile(0.99):0.0} ms");
            var before = (Product: Programs.ProcessorTime(product.Pid), Database: Programs.ProcessorTime(product.PostmasterPid));
            var events = await Clients.RunAsync(clients, Time, _ => PublishAsync(product));
            var cost = $"{(Programs.ProcessorTime(product.Pid) - before.Product).TotalMilliseconds / events.Milliseconds.Count:0.0} + {(Programs.ProcessorTime(product.PostmasterPid) - before.Database).TotalMilliseconds / events.Milliseconds.Count:0.0} ms of processor each (product + PostgreSQL)";
            table.AddRate($"create + submit + approve + visible, {Named(clients)}", events.PerSecond, limit, commits / 2, Goal, more: $"p50 {events.Percentile(0.5):0.0} ms, {cost}");
        }
    }

    // Tells where a slow way is slow.
    private static async Task TellStepsAsync(Product product)
    {
        const int events = 40;
        var steps = new double[5];
        for (var count = 0; count < events; count++)
        {
            List<long> times = [Stopwatch.GetTimestamp()];
            var one = await Event.CreateAsync(product);
            times.Add(Stopwatch.GetTimestamp());
            await one.SubmitAndApproveAsync();
            times.AddRange([one.Submitted, one.UnderReview, Stopwatch.GetTimestamp()]);
            await one.UntilVisibleAsync();
            times.Add(Stopwatch.GetTimestamp());
            for (var step = 0; step < steps.Length; step++) steps[step] += Stopwatch.GetElapsedTime(times[step], times[step + 1]).TotalMilliseconds / events;
        }
        Console.Error.WriteLine($"  of one event, on average: create {steps[0]:0.0} ms, submit {steps[1]:0.0}, until its review is there {steps[2]:0.0}, approve {steps[3]:0.0}, until it is visible {steps[4]:0.0}");
    }

    /// <summary>One event, from the empty page to the reader.</summary>
    public static async Task PublishAsync(Product product)
    {
        var one = await Event.CreateAsync(product);
        await one.SubmitAndApproveAsync();
        await one.UntilVisibleAsync();
    }

    private static string Named(int clients) => clients == 1 ? "1 client" : $"{clients} clients";
}
