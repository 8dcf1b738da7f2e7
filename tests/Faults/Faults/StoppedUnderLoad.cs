using System.Diagnostics;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>Services are stopped as an operator stops them, one after the other, while messages are in their hands; they end by themselves, cleanly, and come back.</summary>
public sealed record StoppedUnderLoad(params string[] Names) : Fault("F22", "consumers stopped under load")
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private long failedBefore;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        failedBefore = (await Failed.CountAsync(stage)).Values.Sum();
        List<double> seconds = [];
        foreach (var name in Names)
        {
            var begun = Stopwatch.GetTimestamp();
            var code = await stage.World[name].StopAsync();
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            if (code != 0) throw new InvalidOperationException($"{name} ended with {code}");
            if (seconds[^1] > Longest.TotalSeconds) throw new InvalidOperationException($"{name} took {seconds[^1]:0} s to end");
            await stage.World[name].StartAsync();
        }
        return $"{Names.Length} ended with 0, the slowest in {seconds.Max():0.0} s";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var name in Names) await stage.World[name].BackAsync();
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var failed = (await Failed.CountAsync(stage)).Values.Sum() - failedBefore;
        if (failed > 0) throw new InvalidOperationException($"{failed} messages ended among the failed");
    }
}
