using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Approvals;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Postgres;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akorda.Faults.Faults;

/// <summary>Somebody puts approvals on the broker that nobody gave, and repeats one that somebody did. With the rights of another service the broker refuses them; with every right there is they publish nothing, and the audit says so.</summary>
public sealed record ForgedApproval() : Fault("F28", "forged and repeated approvals on the broker")
{
    private const string Exchange = "Akorda.Messaging:Bundle--Akorda.Contracts.Reviews:TextApproved::RoutineLane--";
    private const string Queue = "publisher-text-approved";
    private const string RefusedSql = "select count(*) from audit.act where act = 'approval-refused'";
    private const string TextsSql = "select count(*) from publisher.text where event_id = $1";

    private Event victim = null!;   // these are set by the bite
    private Event published = null!;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        victim = stage.Acts.NewEvent();
        await stage.Acts.CreateAsync(victim, twice: false, ct);
        await stage.Acts.SubmitAsync(victim, ct);
        await stage.Acts.ReviewAsync(victim, "kk", 1, ct);

        await using var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrl }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        var listening = await channel.QueueDeclareAsync(cancellationToken: ct);
        await channel.QueueBindAsync(listening, Exchange, "", cancellationToken: ct);
        published = await stage.Traffic.TellOneAsync(ct);
        var (envelope, properties, approved) = await HeardAsync(channel, listening, published, ct);

        var refused = await stage.World.Server.CountAsync("publisher", RefusedSql);
        var forgeries = await ForgeAsync(stage, approved, ct);
        foreach (var message in forgeries.Append(approved)) await channel.BasicPublishAsync(Exchange, "", true, properties, Wrap(envelope, message), ct);
        await UntilAsync(async () => await stage.World.Server.CountAsync("publisher", RefusedSql) >= refused + forgeries.Count, "an entry of the audit for every forgery", ct);

        foreach (var thief in (string[])["ingestion", "translation"])
            foreach (var (exchange, key) in ((string, string)[])[(Exchange, ""), (Queue, ""), ("", Queue)])
                await RefuseAsync(stage, thief, exchange, key, properties, Wrap(envelope, forgeries[0]), ct);
        return $"{forgeries.Count} forgeries refused and recorded; two services' users refused by the broker";
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        if (await stage.World.Server.CountAsync("publisher", TextsSql, victim.Id) > 0) throw new InvalidOperationException("a forged approval was believed");
        if (await stage.World.Server.CountAsync("publisher", TextsSql, published.Id) != 1) throw new InvalidOperationException("a forged approval of an approved event was believed");
        await stage.Acts.DropAsync(victim, ct);
    }

    // Every one of them names the victim or changes what was approved.
    private async Task<IReadOnlyList<JsonObject>> ForgeAsync(Stage stage, JsonObject approved, CancellationToken ct)
    {
        var document = await stage.World.Server.Judge("review").FindAsync("select document from review.review where event_id = $1", [victim.Id], row => row.GetString(0), ct)
            ?? throw new InvalidOperationException("the victim is under no review");
        using var thieves = SigningKey.Create();
        Approval signed = new()
        {
            EventId = victim.Id!.Value, Language = "kk", Revision = 1, Round = 1, Digest = Approval.DigestOf(document), Writers = ["somebody"], Approver = "somebody-else",
            ApprovedAt = stage.Journal.Now, CarriedFrom = null,
        };
        var ofVictim = Changed(approved, ("eventId", victim.Id.Value), ("number", victim.Number), ("document", document), ("digest", Approval.DigestOf(document)));
        var words = ((string)approved["document"]!).Replace(Words.Title("kk", Words.MarkOf(published.Ordinal, 1)), Words.Title("kk", Words.MarkOf(victim.Ordinal, 1)), StringComparison.Ordinal);
        return
        [
            ofVictim,
            Changed(ofVictim, ("approval", signed.Sign(thieves))),
            Changed(ofVictim, ("approval", "")),
            Changed(approved, ("document", words), ("digest", Approval.DigestOf(words))),
            Changed(approved, ("language", "ru")),
            Changed(approved, ("round", 2)),
        ];
    }

    private static JsonObject Changed(JsonObject message, params (string Name, JsonNode? Value)[] changes)
    {
        var changed = message.DeepClone().AsObject();
        foreach (var (name, value) in changes) changed[name] = value;
        return changed;
    }

    // A message as Review sends it, caught on its way.
    private static async Task<(JsonObject Envelope, BasicProperties Properties, JsonObject Approved)> HeardAsync(IChannel channel, string queue, Event about, CancellationToken ct)
    {
        while (await channel.BasicGetAsync(queue, autoAck: true, ct) is { } heard)
        {
            var envelope = JsonNode.Parse(heard.Body.Span)!.AsObject();
            foreach (var message in envelope["message"]!["messages"]!.AsArray())
            {
                var approved = JsonNode.Parse(Convert.FromBase64String((string)message!["payload"]!))!.AsObject();
                if ((Guid)approved["eventId"]! == about.Id) return (envelope, new BasicProperties(heard.BasicProperties), approved);
            }
        }
        throw new InvalidOperationException("the approval of an event was not heard");
    }

    private static byte[] Wrap(JsonObject envelope, JsonObject message)
    {
        var copy = envelope.DeepClone();
        copy["messageId"] = Guid.CreateVersion7();
        copy["message"]!["id"] = Guid.CreateVersion7();
        copy["message"]!["messages"] = new JsonArray(new JsonObject
        {
            ["messageId"] = Guid.CreateVersion7(), ["urgency"] = "routine", ["traceParent"] = null, ["payload"] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(message)),
        });
        return JsonSerializer.SerializeToUtf8Bytes(copy);
    }

    private static async Task RefuseAsync(Stage stage, string thief, string exchange, string key, BasicProperties properties, byte[] body, CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrlOf(thief) }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        try
        {
            await channel.BasicPublishAsync(exchange, key, true, properties, body, ct);
        }
        catch (AlreadyClosedException closed) when (closed.ShutdownReason?.ReplyCode == 403)
        {
            return;
        }
        throw new InvalidOperationException($"the broker took an approval from {thief} for {(exchange.Length > 0 ? exchange : key)}");
    }
}
