using Akorda.Testing;

namespace Akorda.Messaging.Tests;

/// <summary>The broker goes away, refuses, or is not there yet: what is sent meanwhile arrives when it is back. Apart from the others, because these mostly wait.</summary>
public sealed class WhileTheBrokerIsAway
{
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
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("back") == 1);
        for (var i = 0; i < 200; i++) await mill.Probe.SendAsync(Mill.Step("before"));
        var crash = node.CrashAndRestartAsync();
        for (var i = 0; i < 200; i++) await mill.Probe.SendAsync(Mill.Step("meanwhile"));
        await crash;
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("before") == 200 && await mill.DoneAsync("meanwhile") == 200);
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
        await MillHost.PatientlyAsync(() => Task.FromResult(mill.BusProblem?.Contains("refuses", StringComparison.Ordinal) is true));
        await mill.Probe.SendAsync(Mill.Step("meanwhile"));
        await node.ControlAsync("change_password", "mill", "right");
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("meanwhile") == 1);
    }

    [Fact]
    public async Task A_bus_that_is_not_whole_for_half_a_minute_is_started_anew()
    {
        await using var node = await RabbitMqNode.StartAsync();
        await using var mill = await MillHost.StartAsync(broker: await node.VirtualHostAsync());
        await mill.ReadyAsync();
        await node.StopAsync();
        await mill.Probe.SendAsync(Mill.Step("meanwhile"));
        await MillHost.PatientlyAsync(() => Task.FromResult(mill.BusProblem?.Contains("started anew", StringComparison.Ordinal) is true));
        await node.ResumeAsync();
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("meanwhile") == 1);
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
        await MillHost.PatientlyAsync(async () => await mill.DoneAsync("early") == 1);
    }
}
