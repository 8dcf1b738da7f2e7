using Akorda.Faults.Nemesis;
using Akorda.Faults.World;
using RabbitMQ.Client;

namespace Akorda.Faults.Faults;

/// <summary>Every message of some seconds comes once more, twice and in another order: an effect happens once, and an older revision changes nothing.</summary>
public sealed record TwiceAndShuffled() : Fault("F20", "every message delivered again, twice and shuffled")
{
    private const int Enough = 50;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrl }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var copies = (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: ct)).QueueName;
        foreach (var exchange in Newsroom.MessageExchanges) await channel.QueueBindAsync(copies, exchange, "", cancellationToken: ct);
        List<BasicGetResult> copied = [];
        await UntilAsync(async () =>
        {
            while (await channel.BasicGetAsync(copies, autoAck: true, ct) is { } message) copied.Add(message);
            return copied.Count >= Enough;
        }, $"{Enough} messages", ct);
        foreach (var exchange in copied.Select(message => message.Exchange).Distinct()) await channel.QueueUnbindAsync(copies, exchange, "", cancellationToken: ct);
        BasicGetResult[] again = [.. copied, .. copied];
        stage.Random.Shuffle(again);
        foreach (var message in again)
            await channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: false, new BasicProperties(message.BasicProperties), message.Body, ct);
        return $"{again.Length} bundles";
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;
}
