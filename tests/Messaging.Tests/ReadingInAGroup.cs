using Akorda.Postgres;

namespace Akorda.Messaging.Tests;

public sealed class ReadingInAGroup
{
    [Fact]
    public async Task Every_consumer_gets_the_answer_to_its_own_queries()
    {
        await using var mill = await MillHost.StartAsync(async (step, incoming, ct) =>
        {
            var number = int.Parse(step.Step, System.Globalization.CultureInfo.InvariantCulture);
            var first = await incoming.FindAsync("select $1::int + 1", [number], row => row.GetInt32(0), ct);
            // Some read more than others, some at once, and some past the group.
            var both = number % 3 == 0 ? await Task.WhenAll(Twice(number), Twice(first)) : [2 * number, 2 * first];
            var direct = number % 5 == 0 ? await incoming.Connection.FindAsync("select $1::int", [number], row => row.GetInt32(0), ct) : number;
            var last = await incoming.QueryAsync("select generate_series(1, $1)", [number % 7], row => row.GetInt32(0), ct);
            if ((first, both[0], both[1], direct, last.Count) != (number + 1, 2 * number, 2 * number + 2, number, number % 7)) throw new InvalidOperationException("This is somebody else's answer.");

            async Task<int> Twice(int value) => await incoming.FindAsync("select $1::int * 2", [value], row => row.GetInt32(0), ct);
        });
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            for (var i = 0; i < 300; i++) act.Send(Mill.Step($"{i}"), "routine");
            await act.CommitAsync(default);
        }
        await mill.AllSentAsync();
        Assert.Equal(300, await mill.Mill.FindAsync("select count(*) from mill.done", [], row => row.GetInt64(0), default));
        Assert.Equal(0, await mill.Mill.FindAsync("select count(*) from messaging.failed_message", [], row => row.GetInt64(0), default));
    }

    [Fact]
    public async Task A_query_that_fails_costs_nobody_else_anything()
    {
        await using var mill = await MillHost.StartAsync(async (step, incoming, ct) =>
            await incoming.FindAsync(step.Step == "broken" ? "select 1 / 0" : "select 1", [], row => row.GetInt32(0), ct));
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            for (var i = 0; i < 20; i++) act.Send(Mill.Step(i == 13 ? "broken" : "whole"), "routine");
            await act.CommitAsync(default);
        }
        await mill.FailedAsync("failed", 1);
        await mill.DoneAsync("whole", 19);
    }
}
