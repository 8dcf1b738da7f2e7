using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using RabbitMQ.Client;

namespace Akorda.Faults.Faults;

/// <summary>Messages that nobody can handle: no JSON, another type's, one of the future, one whose content is senseless. Each becomes a row that no look loses; what stands behind it goes on.</summary>
public sealed record Poison() : Fault("F23", "messages that cannot be handled")
{
    private const string Queue = "review-draft-submitted";
    private const string FailedSql = "select count(*) from messaging.failed_message where state = 'failed'";
    private const int Looks = 30;

    private static readonly string[] Bodies =
    [
        "no json at all",
        """{ "messageType": [ "urn:message:Akorda.Messaging:Nothing" ], "message": {} }""",
        """{ "messageType": [ "urn:message:Akorda.Messaging:Bundle[[Akorda.Contracts.Drafts:DraftSubmitted],[Akorda.Messaging:RoutineLane]]" ], "message": { "id": "01934b5c-0000-7000-8000-000000000001", "version": 99 } }""",
        """{ "messageType": [ "urn:message:Akorda.Messaging:Bundle[[Akorda.Contracts.Drafts:DraftSubmitted],[Akorda.Messaging:RoutineLane]]" ], "message": { "id": "01934b5c-0000-7000-8000-000000000002", "messages": [ { "messageId": "01934b5c-0000-7000-8000-000000000003", "urgency": "routine", "payload": "e30=" } ] } }""",
    ];

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await using (var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrl }.CreateConnectionAsync(ct))
        await using (var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct))
            foreach (var body in Bodies)
                await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, System.Text.Encoding.UTF8.GetBytes(body), ct);
        await stage.Traffic.TellOneAsync(ct);
        await UntilAsync(async () => await stage.World.Server.CountAsync("review", FailedSql) >= Bodies.Length, "a row for each", ct);
        JsonArray failed = [];
        for (var look = 0; look < Looks; look++) failed = (await ListAsync(stage, ct))["items"]!.AsArray();
        if (failed.Count < Bodies.Length) throw new InvalidOperationException($"{Looks} looks left {failed.Count} of {Bodies.Length}");
        return $"{failed.Count} rows after {Looks} looks";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var message in (await ListAsync(stage, CancellationToken.None))["items"]!.AsArray())
        {
            var path = $"/api/review/failed-messages/{message!["id"]}/archive";
            var without = await stage.People.InsistAsync("administrator", HttpMethod.Post, path, new JsonObject { ["reason"] = " " });
            if (without.Status != 422) throw new InvalidOperationException($"archived without a reason: {without}");
            var archived = await stage.People.InsistAsync("administrator", HttpMethod.Post, path, new JsonObject { ["reason"] = "planted by the fault run" });
            if (!archived.IsDone) throw new InvalidOperationException($"not archived: {archived}");
        }
    }

    private static async Task<JsonNode> ListAsync(Stage stage, CancellationToken ct) =>
        (await stage.People.InsistAsync("administrator", HttpMethod.Get, "/api/review/failed-messages", ct: ct)) is { IsDone: true } reply ? reply.Body : throw new InvalidOperationException("failed messages cannot be listed");
}
