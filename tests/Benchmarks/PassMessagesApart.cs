using System.Diagnostics;
using Akorda.Approvals;
using Akorda.Hosting;
using Akorda.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Akorda.Benchmarks;

/// <summary>The same short events as <see cref="PassMessages"/>, through one and through two processes of each service. On a machine whose cores are all busy with one, two can only share them; what is asked is what the sharing costs.</summary>
internal static class PassMessagesApart
{
    private const int Warm = 6_000;
    private const int Events = 6_000;
    private static readonly string[] Services = ["Ingestion", "Translation", "Review", "Publisher"];

    public static async Task MeasureAsync(string folder, Table table)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await using var apart = await Apart.StartAsync(folder);
        var commits = await CommitLimit.MeasureAsync(apart.Cluster, clients: 32);
        await apart.StartAsync(Services);
        await using var feed = await StartFeedAsync(apart);
        using var key = SigningKey.Load(ProductKeys.KeyFile("review"));
        var number = 0;
        await PassAsync(apart, feed, key, Warm, () => ++number);
        var one = await PassAsync(apart, feed, key, Events, () => ++number);
        table.AddRate("events of one paragraph through the services apart, one process of each, over RabbitMQ", one, "commits, 32 clients", commits, goal: 0.3);
        await apart.StartAsync(Services);
        await PassAsync(apart, feed, key, Warm, () => ++number);
        var two = await PassAsync(apart, feed, key, Events, () => ++number);
        table.AddPlain("the same, two processes of each", $"{two:#,0} per second", $"one of each: {one:#,0}", $"{two / one:0.00}");
        foreach (var (module, _) in PassMessages.Expected)
            if (await apart.CountAsync(module, "select count(*) from messaging.failed_message") is > 0 and var failed) throw new InvalidOperationException($"{failed} messages failed in {module}.");
        await feed.StopAsync();
    }

    private static async Task<WebApplication> StartFeedAsync(Apart apart)
    {
        List<IServiceModule> modules = [new PassMessages.Feed()];
        Dictionary<string, string?> settings = new() { ["Transport"] = "rabbitmq", ["RabbitMq:Url"] = apart.Broker.AbsoluteUri, ["Identity:Authority"] = "http://127.0.0.1:9" };
        (settings[$"ConnectionStrings:{PassMessages.Feed.Key}"], settings[$"ConnectionStrings:{PassMessages.Feed.Key}Owner"]) = await apart.Cluster.ProvideDatabaseAsync(PassMessages.Feed.Key, CancellationToken.None);
        settings["Urls:Newsroom"] = $"http://127.0.0.1:{TestHost.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddModules(modules, Listeners.Read(builder.Configuration, [Listener.Newsroom]));
        var app = builder.Build();
        await app.MigrateModulesAsync(CancellationToken.None);
        app.MapModules();
        await app.StartAsync();
        return app;
    }

    private static async Task<double> PassAsync(Apart apart, WebApplication feed, SigningKey key, int events, Func<int> number)
    {
        var messages = Enumerable.Range(0, events).Select(_ => PassMessages.MessagesOf(number(), key)).ToList();
        var before = await TakenAsync(apart);
        var clock = Stopwatch.StartNew();
        await PassMessages.FeedAsync(feed, messages);
        var told = clock.Elapsed;
        while (true)
        {
            var done = (await TakenAsync(apart)).Zip(before, (now, then) => now - then).Zip(PassMessages.Expected, (taken, expected) => (double)taken / expected.Messages).Min();
            if (done >= events) return events / clock.Elapsed.TotalSeconds;
            if (clock.Elapsed - told > TimeSpan.FromSeconds(5)) Console.Error.WriteLine($"    {done:0} of {events} events are through");
            if (clock.Elapsed - told > TimeSpan.FromSeconds(5)) told = clock.Elapsed;
            if (clock.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException($"After 5 minutes {done:0} of {events} events are through.");
            await Task.Delay(50);
        }
    }

    private static async Task<IReadOnlyList<long>> TakenAsync(Apart apart)
    {
        List<long> counts = [];
        foreach (var (module, _) in PassMessages.Expected) counts.Add(await apart.CountAsync(module, "select count(*) from messaging.inbox where consumer not like '%channels-announced%'"));
        return counts;
    }
}
