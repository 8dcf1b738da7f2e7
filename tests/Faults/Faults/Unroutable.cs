using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;
using Akorda.Faults.World;
using RabbitMQ.Client;

namespace Akorda.Faults.Faults;

/// <summary>
/// No queue is bound for a type of message: the broker gives it back, and it is not called sent. A consumer that connects again meanwhile binds its own queue,
/// and then a message is taken over that others do not get; so an operator who found bindings gone redrives.
/// </summary>
public sealed record Unroutable() : Fault("F14", "no queue bound for submitted drafts")
{
    private const string Exchange = "Akorda.Messaging:Bundle--Akorda.Contracts.Drafts:DraftSubmitted::RoutineLane--";
    private const string WaitingSql = "select count(*) from messaging.outbox where sent_at is null and type like '%DraftSubmitted' and created_at between $1 and clock_timestamp() - interval '2 seconds'";

    private readonly List<Event> own = [];
    private DateTimeOffset begun;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        own.Clear();
        begun = stage.Journal.Now;
        var targets = Bound();
        await UntilAsync(async () =>
        {
            await using (var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrl }.CreateConnectionAsync(ct))
            await using (var channel = await connection.CreateChannelAsync(cancellationToken: ct))
                foreach (var target in targets) await channel.ExchangeUnbindAsync(target, Exchange, "", cancellationToken: ct);
            var one = stage.Acts.NewEvent();
            own.Add(one);
            await stage.Acts.CreateAsync(one, twice: false, ct);
            await stage.Acts.SubmitAsync(one, ct);
            await Task.Delay(TimeSpan.FromSeconds(3), ct);
            return await stage.World.Server.CountAsync("ingestion", WaitingSql, begun) > 0;
        }, "a message that is given back", ct);
        return $"{targets.Count} bindings gone, {await stage.World.Server.CountAsync("ingestion", WaitingSql, begun)} messages given back";
    }

    public override async Task HealAsync(Stage stage)
    {
        await using var connection = await new ConnectionFactory { Uri = stage.World.BrokerUrl }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var target in Bound()) await channel.ExchangeBindAsync(target, Exchange, "");
        var redriven = await stage.People.InsistAsync("administrator", HttpMethod.Post, "/api/ingestion/messages/redrive", new JsonObject { ["since"] = begun.AddSeconds(-5).ToString("O") });
        if (!redriven.IsDone) throw new InvalidOperationException($"not redriven: {redriven}");
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        foreach (var one in own)
        {
            await stage.Acts.ApproveAsync(one, "kk", 1, ct);
            await stage.Acts.PublishedAsync(one, ct);
            one.DoneAt = stage.Journal.Now;
        }
    }

    // A type's exchange leads to an exchange of each queue's name.
    private static List<string> Bound() =>
        [.. Newsroom.Definitions("bindings").Where(binding => (string)binding["source"]! == Exchange && (string)binding["destination_type"]! == "exchange").Select(binding => (string)binding["destination"]!)];
}
