using System.Diagnostics;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>Every service is stopped and started, one after another, while events flow: each ends cleanly, and readers are served all the time. The Site comes last, and is away for as long as its own start takes: this world has one.</summary>
public sealed record RollingRestart() : Fault("F39", "every service restarted in turn")
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(30);
    private World.Host? stopped;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reader = ReadAsync(stage.World.Site, reading.Token);
        var restarted = 0;
        foreach (var host in stage.World.Hosts.Where(host => host.Name is not ("site" or "sandbox")))
        {
            await RestartAsync(host);
            restarted++;
        }
        await reading.CancelAsync();
        var reads = await reader;
        var begun = Stopwatch.GetTimestamp();
        await RestartAsync(stage.World["site"]);
        var away = Stopwatch.GetElapsedTime(begun);
        if (away > LongestAway) throw new InvalidOperationException($"the Site was away for {away.TotalSeconds:0.0} s");
        return $"{restarted} restarted, {reads} reads meanwhile; the Site itself back after {away.TotalSeconds:0.0} s";
    }

    public override Task HealAsync(Stage stage) => stopped?.BackAsync() ?? Task.CompletedTask;

    private async Task RestartAsync(World.Host host)
    {
        stopped = host;
        if (await host.StopAsync() is not 0 and var code) throw new InvalidOperationException($"{host.Name} ended with {code}");
        await host.StartAsync();
    }

    private static async Task<int> ReadAsync(Uri site, CancellationToken ct)
    {
        using HttpClient client = new() { BaseAddress = site, Timeout = LongestRead };
        var reads = 0;
        while (!ct.IsCancellationRequested)
        {
            foreach (var path in (string[])["/kk/", "/ru/feed.rss", "/sitemap.xml"])
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"a reader of {path} was told {(int)answer.StatusCode}");
                reads++;
            }
            await Task.Delay(50, CancellationToken.None);
        }
        return reads;
    }
}
