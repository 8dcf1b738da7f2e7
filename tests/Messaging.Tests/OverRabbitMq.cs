using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Akorda.Messaging.Tests;

public sealed class OverRabbitMq
{
    [Fact]
    public async Task A_message_and_its_consequence_arrive_once_and_are_marked_sent()
    {
        await using var mill = await StartAsync();
        await mill.Probe.SendAsync(Mill.Withdrawal());
        await mill.DoneAsync("after-withdrawal", 1);
        await mill.AllSentAsync();
        await mill.Outbox.RedriveAsync(DateTimeOffset.UnixEpoch, default);
        await mill.AllSentAsync();
        await mill.Probe.SendAsync(Mill.Step("marker"));
        await mill.DoneAsync("marker", 1);
        Assert.Equal(1, await mill.DoneAsync("withdrawn"));
    }

    [Fact]
    public async Task What_no_queue_takes_is_not_marked_sent()
    {
        await using var mill = await StartAsync();
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            act.Send(new Akorda.Contracts.Person("nobody", "consumes a person"), "routine");
            act.Send(Mill.Step("marker"), "routine");
            await act.CommitAsync(default);
        }
        await mill.DoneAsync("marker", 1);
        await Eventually.TrueAsync(async () => await mill.UnsentAsync() == 1, "marked row beside the one that no queue takes");
        Assert.Equal(typeof(Akorda.Contracts.Person).FullName, await mill.Sender.FindAsync("select type from messaging.outbox where sent_at is null", [], row => row.GetString(0), default));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_ends_among_the_failed()
    {
        var address = await (await RabbitMqNode.SharedAsync()).VirtualHostAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.Probe.SendAsync(Mill.Step("started"));
        await mill.DoneAsync("started", 1);

        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", "mill-step-recorded", "not what it should be"u8.ToArray());
        await channel.BasicPublishAsync("", "mill-step-recorded-urgent", "{ \"neither\": \"this\" }"u8.ToArray());
        await mill.FailedAsync("failed", 2);
        await mill.Probe.SendAsync(Mill.Step("later"));
        await mill.DoneAsync("later", 1);
    }

    [Fact]
    public async Task What_no_process_has_taken_yet_is_counted_and_a_broker_that_is_away_counts_nothing()
    {
        var address = await (await RabbitMqNode.SharedAsync()).VirtualHostAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.ReadyAsync();
        var names = Bus.QueuesOf("mill", ["mill-step-recorded"]).ToList();
        Assert.Equal(["mill-step-recorded", "mill-step-recorded-urgent", "mill-undeliverable"], names);
        Queues queues = new(address, names);
        Assert.Equal(0, await queues.CountAsync(default));
        await mill.RestartAsync(meanwhile: async () =>
        {
            await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            foreach (var queue in names.Take(2)) await channel.BasicPublishAsync("", queue, System.Text.Encoding.UTF8.GetBytes($"not what {queue} takes"));
            await Eventually.TrueAsync(async () => await queues.CountAsync(default) == 2, "two messages that wait");
        });
        await mill.FailedAsync("failed", 2);
        Assert.Null(await new Queues(new Uri($"amqp://127.0.0.1:{TestHost.FreePort()}"), names).CountAsync(default));
    }

    [Fact]
    public async Task A_message_that_ends_every_process_that_takes_it_ends_among_the_failed()
    {
        var address = await (await RabbitMqNode.SharedAsync()).VirtualHostAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.ReadyAsync();
        await mill.RestartAsync(meanwhile: async () =>
        {
            await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            await channel.BasicPublishAsync("", "mill-step-recorded", "poison"u8.ToArray());
            // Taken and given back, as by process after process that dies over it; the broker's own patience ends it.
            await Eventually.TrueAsync(async () =>
            {
                if (await channel.BasicGetAsync("mill-step-recorded", autoAck: false) is not { } taken) return await channel.MessageCountAsync("mill-undeliverable") == 1;
                await channel.BasicNackAsync(taken.DeliveryTag, multiple: false, requeue: true);
                return false;
            }, "message that the broker no longer delivers");
        });
        await mill.FailedAsync("failed", 1);
    }

    [Fact]
    public async Task An_urgent_message_overtakes_a_backlog()
    {
        TaskCompletionSource rest = new();
        await using var mill = await MillHost.StartAsync(
            (_, incoming, _) => incoming.Urgency == "routine" ? rest.Task : Task.CompletedTask, await (await RabbitMqNode.SharedAsync()).VirtualHostAsync());
        for (var i = 0; i < 20; i++)
        {
            await using var act = await mill.Outbox.BeginAsync(default);
            for (var j = 0; j < 250; j++) act.Send(Mill.Step("routine"), "routine");
            await act.CommitAsync(default);
        }
        await mill.Probe.SendAsync(Mill.Step("urgent"), "flash");
        await mill.DoneAsync("urgent", 1);
        Assert.Equal(0, await mill.DoneAsync("routine"));
        rest.SetResult();
        await mill.DoneAsync("routine", 5_000);
    }

    [Fact]
    public async Task A_broker_that_lost_everything_gets_its_queues_again()
    {
        var node = await RabbitMqNode.SharedAsync();
        var address = await node.VirtualHostAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.ReadyAsync();
        await mill.Probe.SendAsync(Mill.Step("before"));
        await mill.DoneAsync("before", 1);
        await node.WipeAsync(address);
        await mill.Probe.SendAsync(Mill.Step("after"));
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("after") == 1);
        Assert.Equal(1, await mill.DoneAsync("before"));
    }

    [Fact]
    public async Task What_a_broker_had_taken_and_lost_is_sent_again_without_anybody_asking()
    {
        var node = await RabbitMqNode.SharedAsync();
        var address = await node.VirtualHostAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.ReadyAsync();
        await mill.Probe.SendAsync(Mill.Step("taken"));
        await mill.DoneAsync("taken", 1);
        await mill.AllSentAsync();
        // As if the message had still been in the queue: its receiver knows nothing of it, and its sender counts it as sent.
        await using (var owner = Npgsql.NpgsqlDataSource.Create(mill.Host.Services.GetRequiredService<IConfiguration>().GetConnectionString("millOwner")!))
            await owner.ExecuteAsync("delete from messaging.inbox", [], default);
        await node.WipeAsync(address);
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("taken") == 2);
    }

    private static async Task<MillHost> StartAsync() => await MillHost.StartAsync(broker: await (await RabbitMqNode.SharedAsync()).VirtualHostAsync());
}
