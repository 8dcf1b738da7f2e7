namespace Akorda.Benchmarks;

/// <summary>Writing: drafts that are accepted, and whole events, beside what the database can commit.</summary>
internal static class WriteEvents
{
    private const double Goal = 0.25;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    public static async Task MeasureAsync(Product product, Table table)
    {
        var cluster = await product.ClusterAsync();
        await Clients.RunAsync(4, Warm, _ => PublishAsync(product));
        foreach (var clients in (int[])[1, 8])
        {
            var commits = await CommitLimit.MeasureAsync(cluster, clients);
            var limit = $"two commits, {Named(clients)}";
            var drafts = await Clients.RunAsync(clients, Time, _ => Event.CreateAsync(product));
            table.AddRate($"drafts accepted, {Named(clients)}", drafts.PerSecond, limit, commits / 2, Goal, more: $"p99 {drafts.Percentile(0.99):0.0} ms");
            var events = await Clients.RunAsync(clients, Time, _ => PublishAsync(product));
            table.AddRate($"create + submit + approve + visible, {Named(clients)}", events.PerSecond, limit, commits / 2, Goal, more: $"p50 {events.Percentile(0.5):0.0} ms");
        }
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
