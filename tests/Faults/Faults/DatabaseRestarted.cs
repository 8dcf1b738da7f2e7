using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>PostgreSQL is stopped in the middle of everything, and comes back a few seconds later. No message may end among the failed for that.</summary>
public sealed record DatabaseRestarted(bool Immediate) : Fault("F8", Immediate ? "PostgreSQL crashed and restarted" : "PostgreSQL stopped fast and started")
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(4);
    private readonly Dictionary<string, long> failedBefore = [];

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        foreach (var (service, failed) in await Failed.CountAsync(stage)) failedBefore[service] = failed;
        var ended = stage.World.Messengers.Sum(host => host.Database.Ended);
        if (Immediate)
        {
            await stage.World.Server.CrashAsync(() => Task.Delay(Away, ct));
        }
        else
        {
            await stage.World.Server.StopAsync();
            try { await Task.Delay(Away, ct); }
            finally { await stage.World.Server.StartAsync(); }
        }
        var lost = stage.World.Messengers.Sum(host => host.Database.Ended) - ended;
        return lost > 0 ? $"{lost} connections lost" : throw new InvalidOperationException("no connection was lost");
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        foreach (var (service, failed) in await Failed.CountAsync(stage))
            if (failed > failedBefore[service]) throw new InvalidOperationException($"{failed - failedBefore[service]} messages of {service} ended among the failed");
    }
}
