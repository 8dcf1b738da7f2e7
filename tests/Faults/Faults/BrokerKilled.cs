using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>RabbitMQ is killed while messages are in its queues, and started again over the same data.</summary>
public sealed record BrokerKilled() : Fault("F16", "RabbitMQ killed and restarted")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var ended = stage.World.Messengers.Sum(host => host.Broker.Ended);
        await stage.World.Broker.KillAsync();
        await UntilAsync(() => Task.FromResult(stage.World.Messengers.All(host => host.Broker.Open == 0)), "the loss of every connection to the broker", ct);
        return $"{stage.World.Messengers.Sum(host => host.Broker.Ended) - ended} connections lost";
    }

    public override Task HealAsync(Stage stage) => stage.World.Broker.ResumeAsync();
}
