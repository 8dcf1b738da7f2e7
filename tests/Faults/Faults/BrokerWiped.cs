using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>RabbitMQ loses everything it held, and comes back empty but for its definitions: whatever was in its queues is sent again from the databases.</summary>
public sealed record BrokerWiped() : Fault("F17", "RabbitMQ's data wiped")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        foreach (var host in Consumers(stage)) await host.FreezeAsync();
        // Those that a consumer holds already may yet be handled by it; what waits behind them is lost.
        long lost = 0;
        await UntilAsync(async () => (lost = await WaitingAsync(stage)) > 0, "a message that waits in the broker", ct);
        var ended = stage.World.Messengers.Sum(host => host.Broker.Ended);
        await stage.World.Broker.WipeAndRestartAsync();
        foreach (var host in Consumers(stage)) await host.ThawAsync();
        await UntilAsync(() => Task.FromResult(stage.World.Messengers.Sum(host => host.Broker.Ended) > ended), "the loss of a connection", ct);
        return $"{lost} messages lost that nobody held yet";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var host in Consumers(stage)) await host.ThawAsync();
    }

    private static IEnumerable<World.Host> Consumers(Stage stage) => stage.World.Messengers.Where(host => host.Name is not "ingestion");

    private static async Task<long> WaitingAsync(Stage stage) =>
        (await stage.World.QueuesAsync()).Where(queue => !queue.Queue.StartsWith("ingestion-", StringComparison.Ordinal)).Sum(queue => queue.Waiting);
}
