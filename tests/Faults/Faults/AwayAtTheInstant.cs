using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>The database or the broker is away when the instant of an embargo comes: the event leaves afterwards, once.</summary>
public sealed record AwayAtTheInstant(bool Database) : Fault("F33", Database ? "PostgreSQL crashed across an instant" : "RabbitMQ killed across an instant")
{
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(60);

    private Event one = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        one = await stage.Acts.WaitingAsync(Left, ct);
        var instant = one.Embargo!.Value;
        await Task.Delay(instant - Before - stage.Journal.Now, ct);
        if (Database)
        {
            await stage.World.Server.CrashAsync(() => Task.Delay(instant + After - stage.Journal.Now, ct));
        }
        else
        {
            await stage.World.Broker.KillAsync();
            await Task.Delay(instant + After - stage.Journal.Now, ct);
        }
        return $"away from {Before.TotalSeconds:0.0} s before to {After.TotalSeconds:0.0} s after the instant";
    }

    public override Task HealAsync(Stage stage) => stage.World.Broker.ResumeAsync();

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        await stage.Acts.PublishedAsync(one, ct);
        one.DoneAt = stage.Journal.Now;
        if (stage.Journal.Now - one.Embargo is { } late && late > Latest) throw new InvalidOperationException($"it was published {late.TotalSeconds:0} s late");
    }
}
