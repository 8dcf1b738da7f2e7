using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>RabbitMQ runs out of disk and stops reading from those who send: what is in its queues is still handled, and what waits leaves afterwards.</summary>
public sealed record BrokerInAlarm() : Fault("F18", "RabbitMQ in alarm")
{
    private const string UnsentSql = "select count(*) from messaging.outbox where sent_at is null and created_at < clock_timestamp() - interval '2 seconds'";

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await stage.World.Broker.ControlAsync("set_disk_free_limit", "900000GB");
        await UntilAsync(async () => await stage.World.Server.CountAsync("ingestion", UnsentSql) > 0, "a message that the broker does not take", ct);
        await UntilAsync(async () => (await stage.World.QueuesAsync()).All(queue => queue.Waiting == 0), "the end of the backlog", ct);
        return $"{await stage.World.Server.CountAsync("ingestion", UnsentSql)} messages wait, and the queues are empty";
    }

    public override Task HealAsync(Stage stage) => stage.World.Broker.ControlAsync("set_disk_free_limit", "100MB");
}
