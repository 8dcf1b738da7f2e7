using Akorda.Postgres;

namespace Akorda.Messaging.Tests;

public sealed class SendingAMessage
{
    [Fact]
    public async Task It_is_marked_sent_only_after_every_consumer_has_committed()
    {
        TaskCompletionSource handled = new();
        await using var mill = await MillHost.StartAsync((_, _, _) => handled.Task);
        await mill.Probe.SendAsync(Mill.Step("first"));
        await mill.Probe.WaitForAsync<Contracts.Timeline.StepRecorded>();
        Assert.Equal(1, await mill.UnsentAsync());
        handled.SetResult();
        await mill.AllSentAsync();
        Assert.Equal(1, await mill.DoneAsync("first"));
    }

    [Fact]
    public async Task An_act_that_is_not_committed_sends_nothing()
    {
        await using var mill = await MillHost.StartAsync();
        await using (var act = await mill.Outbox.BeginAsync(default)) act.Send(Mill.Step("undone"), "routine");
        await mill.Probe.SendAsync(Mill.Step("marker"));
        await mill.AllSentAsync();
        Assert.Equal((1, 0), (await mill.DoneAsync("marker"), await mill.DoneAsync("undone")));
    }

    [Fact]
    public async Task An_act_whose_transaction_broke_does_not_seem_committed()
    {
        await using var mill = await MillHost.StartAsync();
        await using var act = await mill.Outbox.BeginAsync(default);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => act.ExecuteAsync("select 1 / 0", [], default));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => act.CommitAsync(default));
    }

    [Fact]
    public async Task Sent_again_it_is_still_handled_once()
    {
        await using var mill = await MillHost.StartAsync();
        await mill.Probe.SendAsync(Mill.Step("first"));
        await mill.AllSentAsync();
        Assert.Equal(1, await mill.Outbox.RedriveAsync(DateTimeOffset.UnixEpoch, default));
        await mill.AllSentAsync();
        Assert.Equal(1, await mill.DoneAsync("first"));
    }

    [Fact]
    public async Task What_its_consumer_sends_arrives_too()
    {
        await using var mill = await MillHost.StartAsync();
        await mill.Probe.SendAsync(Mill.Withdrawal());
        await mill.DoneAsync("after-withdrawal", 1);
    }

    [Fact]
    public async Task An_urgent_one_does_not_wait_for_routine_ones_that_came_with_it()
    {
        TaskCompletionSource begun = NewGate(), first = NewGate(), slow = NewGate();
        await using var mill = await MillHost.StartAsync((step, _, _) =>
        {
            if (step.Step == "first") begun.TrySetResult();
            return step.Step switch { "first" => first.Task, "slow" => slow.Task, _ => Task.CompletedTask };
        });
        Guid one = Guid.CreateVersion7(), other = Guid.CreateVersion7();
        await SendAsync(mill, "routine", Mill.Step("first", one), Mill.Step("first", other));
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2));
        // Both wait until their events are free, and so may be taken together; what came in the same bundle tells that they have arrived.
        await SendAsync(mill, "flash", Mill.Step("urgent", one), Mill.Step("arrived"));
        await SendAsync(mill, "routine", Mill.Step("slow", other), Mill.Step("arrived"));
        await mill.DoneAsync("arrived", 2);
        first.SetResult();
        await mill.DoneAsync("urgent", 1);
        Assert.Equal(0, await mill.DoneAsync("slow"));
        slow.SetResult();
        await mill.DoneAsync("slow", 1);
    }

    [Fact]
    public async Task A_row_that_becomes_visible_after_a_later_one_was_sent_is_sent_too()
    {
        await using var mill = await MillHost.StartAsync();
        await using var slow = await mill.Sender.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(
            "insert into messaging.outbox (message_id, type, payload, urgency) values ($1, $2, $3, 'routine')",
            [Guid.CreateVersion7(), typeof(Contracts.Timeline.StepRecorded).FullName, MessageTypes.Write(Mill.Step("slow"))], default);
        await mill.Probe.SendAsync(Mill.Step("quick"));
        await mill.AllSentAsync();
        await transaction.CommitAsync();
        await mill.Outbox.RedriveAsync(DateTimeOffset.MaxValue, default);
        await mill.DoneAsync("slow", 1);
    }

    [Fact]
    public async Task What_was_not_taken_over_before_a_stop_is_sent_by_the_next_start()
    {
        var stuck = true;
        await using var mill = await MillHost.StartAsync((_, _, ct) => stuck ? Task.Delay(Timeout.Infinite, ct) : Task.CompletedTask);
        for (var i = 0; i < 50; i++) await mill.Probe.SendAsync(Mill.Step("waiting"));
        Assert.Equal(50, await mill.UnsentAsync());
        stuck = false;
        await mill.RestartAsync();
        await mill.AllSentAsync();
        Assert.Equal(50, await mill.DoneAsync("waiting"));
    }

    [Fact]
    public async Task An_urgent_one_overtakes_a_backlog()
    {
        TaskCompletionSource rest = new();
        await using var mill = await MillHost.StartAsync((step, incoming, _) => incoming.Urgency == "routine" ? rest.Task : Task.CompletedTask);
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

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task SendAsync(MillHost mill, string urgency, params IReadOnlyList<Contracts.Timeline.StepRecorded> steps)
    {
        await using var act = await mill.Outbox.BeginAsync(default);
        foreach (var step in steps) act.Send(step, urgency);
        await act.CommitAsync(default);
    }
}
