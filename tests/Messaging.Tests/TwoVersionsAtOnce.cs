using System.Text;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Timeline;
using Akorda.Hosting;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Messaging.Tests;

/// <summary>A message that only the newer version of the mill knows.</summary>
public sealed record GrainArrived
{
    public required Guid EventId { get; init; }
    public required int Weight { get; init; }
}

/// <summary>While an upgrade rolls, an older and a newer process of a service work on one database and one broker.</summary>
public sealed class TwoVersionsAtOnce
{
    private const int Steps = 40;

    [Fact]
    public async Task Share_the_work_and_what_only_the_newer_one_knows_waits_for_it()
    {
        var address = await (await RabbitMqNode.SharedAsync()).VirtualHostAsync();
        await using var older = await MillHost.StartAsync(broker: address);
        await older.ReadyAsync();
        var configuration = older.Host.Services.GetRequiredService<IConfiguration>();
        await MigrateAsNewerAsync(configuration.GetConnectionString("millOwner")!);

        // The newer process was here for a moment and left a message in the outbox that both share: the older leaves it there, and sends its own.
        await LeaveAsync(older.Mill, typeof(GrainArrived).FullName!, $$"""{"eventId":"{{Guid.CreateVersion7()}}","weight":7}""");
        await older.Probe.SendAsync(Mill.Withdrawal());
        await older.DoneAsync("after-withdrawal", 1);
        await Eventually.TrueAsync(async () => await UnsentAsync(older) is [var left] && left == typeof(GrainArrived).FullName, "outbox of the older with the unknown message alone");

        await using (var newer = await StartNewerAsync(configuration, address))
        {
            await older.DoneAsync("grain", 1);
            await Eventually.TrueAsync(async () => (await UnsentAsync(older)).Count == 0, "empty outbox");

            // Both take from the same queues what a newer sender writes, with members that the older has never heard of.
            for (var step = 0; step < Steps; step++)
                await LeaveAsync(older.Sender, typeof(StepRecorded).FullName!, $$$"""{"eventId":"{{{Guid.CreateVersion7()}}}","at":"2026-11-26T08:00:00Z","step":"ground","language":null,"actor":null,"detail":null,"fineness":{"unit":"µm","value":[80,120]}}""");
            await older.Outbox.RedriveAsync(TimeProvider.System.GetUtcNow(), default);
            await older.DoneAsync("ground", Steps);
        }

        // Rolled back: the older goes on alone, over the newer's column.
        await older.Probe.SendAsync(Mill.Step("alone"));
        await older.DoneAsync("alone", 1);
        Assert.Equal(0, await older.FailedAsync("failed") + await older.FailedAsync("waiting"));
        Assert.Equal(7, await older.Mill.FindAsync("select weight from mill.done where step = 'grain'", [], row => row.GetInt32(0), default));
        Assert.Equal(0, await older.Mill.FindAsync("select weight from mill.done where step = 'alone'", [], row => row.GetInt32(0), default));
    }

    // What a newer version's migration does: it adds, with a default for those who do not know it.
    private static async Task MigrateAsNewerAsync(string owner)
    {
        await using var db = NpgsqlDataSource.Create(owner + ";Pooling=false");
        await db.ExecuteAsync("alter table mill.done add column weight int not null default 0", [], default);
    }

    private static Task LeaveAsync(NpgsqlDataSource db, string type, string payload) => db.ExecuteAsync(
        "insert into messaging.outbox (message_id, type, payload, urgency) values ($1, $2, $3, 'routine')", [Guid.CreateVersion7(), type, Encoding.UTF8.GetBytes(payload)], default);

    private static Task<List<string>> UnsentAsync(MillHost host) => host.Mill.QueryAsync("select type from messaging.outbox where sent_at is null", [], row => row.GetString(0), default);

    private static Task<TestHost> StartNewerAsync(IConfiguration older, Uri broker) => TestHost.StartAsync(() => [new NewerMill()], settings =>
    {
        foreach (var one in older.GetSection("ConnectionStrings").GetChildren()) settings[$"ConnectionStrings:{one.Key}"] = one.Value;
        (settings["Transport"], settings["RabbitMq:Url"]) = ("rabbitmq", broker.ToString());
    });

    /// <summary>The mill's next version: one more kind of message, one more column.</summary>
    private sealed class NewerMill : IServiceModule
    {
        string IServiceModule.Name => "mill";

        public void AddServices(ModuleServices module)
        {
            module.AddDatabase([typeof(Mill).Assembly]);
            module.AddMessages(new Consumers()
                .On<StepRecorded>(step => step.EventId, (step, incoming, _) => Done(incoming, step.EventId, step.Step, 1))
                .On<DraftWithdrawn>(draft => draft.EventId, (draft, incoming, _) => Done(incoming, draft.EventId, "withdrawn", 1))
                .On<GrainArrived>(grain => grain.EventId, (grain, incoming, _) => Done(incoming, grain.EventId, "grain", grain.Weight)));
        }

        public void MapEndpoints(ListenerRoutes routes)
        {
        }

        private static Task<Effects> Done(Incoming incoming, Guid eventId, string step, int weight) => Task.FromResult(
            new Effects().Run("insert into mill.done (message_id, event_id, step, weight) values ($1, $2, $3, $4)", incoming.MessageId, eventId, step, weight));
    }
}
