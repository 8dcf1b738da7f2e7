using System.Diagnostics;

namespace Akorda.Benchmarks;

/// <summary>From the answer to the last approval until readers have the page and every list and feed names it; one event at a time, nothing else going on.</summary>
internal static class ShowEvents
{
    private const int Events = 120;
    private static readonly string[] Lists = ["/kk/", "/kk/events/", "/kk/events/akorda/", "/kk/feed.rss", "/kk/feed.atom", "/kk/feed.json", "/sitemap-news.xml"];
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task MeasureAsync(Product product, Table table)
    {
        List<double> taken = [];
        for (var count = 0; count < Events; count++)
        {
            var one = await Event.CreateAsync(product);
            await one.SubmitAndApproveAsync();
            var approved = Stopwatch.GetTimestamp();
            var page = await one.UntilVisibleAsync();
            foreach (var list in Lists)
                await Clients.UntilAsync(async () => (await product.Site.GetStringAsync(list)).Contains(page, StringComparison.Ordinal), $"{list} names {page}");
            taken.Add(Stopwatch.GetElapsedTime(approved).TotalMilliseconds);
            await Task.Delay(Between);
        }
        taken.Sort();
        table.AddBelow($"last approval to page, lists and feeds served, idle, p50 of {Events}", taken[Events / 2], 20, "ms");
        table.AddBelow("the same, p95", taken[Events * 95 / 100], 50, "ms");
    }
}
