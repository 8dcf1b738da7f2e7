using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>RabbitMQ loses everything it held, and comes back empty but for its definitions: whatever was in its queues is sent again from the databases.</summary>
public sealed record BrokerWiped() : Fault("F17", "RabbitMQ's data wiped")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        // Messages must lie in the broker when it loses them: nobody takes them for a moment.
        foreach (var host in Consumers(stage)) await host.FreezeAsync();
        await UntilAsync(async () => (await stage.World.QueuesAsync()).Sum(queue => queue.Waiting) > 0 || await TakenAsync(stage) > 0, "a message in the broker", ct);
        var ended = stage.World.Messengers.Sum(host => host.Broker.Ended);
        await stage.World.Broker.WipeAndRestartAsync();
        foreach (var host in Consumers(stage)) await host.ThawAsync();
        await UntilAsync(() => Task.FromResult(stage.World.Messengers.Sum(host => host.Broker.Ended) > ended), "the loss of a connection", ct);
        return "emptied while messages were in it";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var host in Consumers(stage)) await host.ThawAsync();
    }

    private static IEnumerable<World.Host> Consumers(Stage stage) => stage.World.Messengers.Where(host => host.Name is not "ingestion");

    // Given to a consumer that is frozen: it lies in the broker until it is acknowledged.
    private static Task<long> TakenAsync(Stage stage) =>
        stage.World.Server.CountAsync("ingestion", "select count(*) from messaging.outbox where sent_at > clock_timestamp() - interval '2 seconds' and type like '%DraftSubmitted'");
}
