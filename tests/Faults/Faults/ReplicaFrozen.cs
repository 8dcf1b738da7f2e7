using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>One of two Publishers stops in the middle of everything for longer than its leases and the broker's patience, and goes on as if nothing had been: it does nothing that the other has done meanwhile.</summary>
public sealed record ReplicaFrozen() : Fault("F12", "one of two Publishers frozen for 15 seconds")
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);   // its leases are over after ten

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var frozen = stage.World["publisher1"];
        var before = await DeliveredAsync(stage);
        await frozen.FreezeAsync();
        await Task.Delay(Length, ct);
        var meanwhile = await DeliveredAsync(stage) - before;
        return meanwhile > 0 ? $"{meanwhile} posts by the other one" : throw new InvalidOperationException("the other one posted nothing");
    }

    public override Task HealAsync(Stage stage) => stage.World["publisher1"].ThawAsync();

    private static Task<long> DeliveredAsync(Stage stage) => stage.World.Server.CountAsync("publisher", "select count(*) from publisher.delivery where state = 'delivered' and destination <> 'site'");
}
