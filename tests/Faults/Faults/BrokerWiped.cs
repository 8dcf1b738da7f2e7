using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>RabbitMQ loses everything it held, and comes back empty but for its definitions: whatever was in its queues is sent again from the databases.</summary>
public sealed record BrokerWiped() : Fault("F17", "RabbitMQ's data wiped")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        foreach (var host in Consumers(stage)) await host.FreezeAsync();
        // What the broker takes from here on, nobody takes from it: it lies there until it is lost.
        var frozen = stage.Journal.Now;
        await UntilAsync(async () => await TakenSinceAsync(stage, frozen) > 0, "a message in the broker", ct);
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

    private static Task<long> TakenSinceAsync(Stage stage, DateTimeOffset since) =>
        stage.World.Server.CountAsync("ingestion", "select count(*) from messaging.outbox where sent_at > $1 and type like '%DraftSubmitted'", since);
}
