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
    public async Task Nothing_is_lost_when_the_broker_dies_and_comes_back()
    {
        await using var node = await RabbitMqNode.StartAsync();
        await using var mill = await MillHost.StartAsync(broker: await node.VirtualHostAsync());
        await mill.ReadyAsync();
        // RabbitMQ 3.10 writes the names of new quorum queues a moment late, and never mends one that was too new when it was killed; a clean stop writes them.
        await node.StopAsync();
        await node.ResumeAsync();
        await mill.Probe.SendAsync(Mill.Step("back"));
        await Patiently(async () => await mill.DoneAsync("back") == 1);
        for (var i = 0; i < 200; i++) await mill.Probe.SendAsync(Mill.Step("before"));
        var crash = node.CrashAndRestartAsync();
        for (var i = 0; i < 200; i++) await mill.Probe.SendAsync(Mill.Step("meanwhile"));
        await crash;
        await Patiently(async () => await mill.DoneAsync("before") == 200 && await mill.DoneAsync("meanwhile") == 200);
        Assert.Equal(0, await mill.FailedAsync("failed"));
    }

    [Fact]
    public async Task A_service_whose_password_was_refused_for_a_while_goes_on_when_it_is_taken_again()
    {
        await using var node = await RabbitMqNode.StartAsync();
        var open = await node.VirtualHostAsync();
        var host = open.AbsolutePath[1..];
        await node.ControlAsync("add_user", "mill", "right");
        await node.ControlAsync("set_permissions", "-p", host, "mill", ".*", ".*", ".*");
        await using var mill = await MillHost.StartAsync(broker: node.AddressOf("mill", "right", host));
        await mill.ReadyAsync();
        await node.ControlAsync("change_password", "mill", "another");
        await node.ControlAsync("close_all_user_connections", "mill", "rotated");
        await Patiently(() => Task.FromResult(mill.Host.Services.GetRequiredService<BusHealth>().Problem?.Contains("refuses", StringComparison.Ordinal) is true));
        await mill.Probe.SendAsync(Mill.Step("meanwhile"));
        await node.ControlAsync("change_password", "mill", "right");
        await Patiently(async () => await mill.DoneAsync("meanwhile") == 1);
    }

    [Fact]
    public async Task A_process_that_starts_before_its_broker_sends_when_the_broker_comes()
    {
        await using var node = await RabbitMqNode.StartAsync();
        var address = await node.VirtualHostAsync();
        await node.StopAsync();
        await using var mill = await MillHost.StartAsync(broker: address);
        await mill.Probe.SendAsync(Mill.Step("early"));
        Assert.Equal(1, await mill.UnsentAsync());
        await node.ResumeAsync();
        await Patiently(async () => await mill.DoneAsync("early") == 1);
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
        await Patiently(async () => await mill.DoneAsync("after") == 1);
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
        await Patiently(async () => await mill.DoneAsync("taken") == 2);
    }

    private static async Task<MillHost> StartAsync() => await MillHost.StartAsync(broker: await (await RabbitMqNode.SharedAsync()).VirtualHostAsync());

    // The client waits between its attempts to connect, and a publish that the dead broker never confirmed is waited for.
    private static async Task Patiently(Func<Task<bool>> condition)
    {
        try { await Eventually.TrueAsync(condition, "first half of the wait"); }
        catch (TimeoutException) { await Eventually.TrueAsync(condition, "message, a minute after the broker came back"); }
    }
}
