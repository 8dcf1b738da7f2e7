using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Messaging.Tests;

public sealed class AFailingMessage
{
    [Fact]
    public async Task It_is_tried_again_until_it_succeeds()
    {
        var attempts = 0;
        await using var mill = await MillHost.StartAsync((_, _, _) => Interlocked.Increment(ref attempts) < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);
        await mill.Probe.SendAsync(Mill.Step("stubborn"));
        await mill.DoneAsync("stubborn", 1);
        Assert.Equal(3, attempts);
        Assert.Equal(1, await mill.FailedAsync("handled"));
    }

    [Fact]
    public async Task After_its_last_attempt_it_is_a_failed_row_and_the_others_have_gone_on()
    {
        await using var mill = await MillHost.StartAsync((step, _, _) => step.Step == "poison" ? throw new InvalidOperationException("poison") : Task.CompletedTask);
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            for (var i = 0; i < 20; i++) act.Send(Mill.Step(i == 7 ? "poison" : "good"), "routine");
            await act.CommitAsync(default);
        }
        await mill.FailedAsync("failed", 1);
        await mill.AllSentAsync();
        Assert.Equal((19, 0), (await mill.DoneAsync("good"), await mill.DoneAsync("poison")));
        Assert.Equal(3, await mill.Mill.FindAsync("select attempts from messaging.failed_message", [], row => row.GetInt32(0), default));
    }

    [Fact]
    public async Task A_statement_that_fails_costs_nobody_elses_effects()
    {
        await using var mill = await MillHost.StartAsync(async (step, incoming, _) =>
        {
            if (step.Step == "broken") await incoming.Connection.ExecuteAsync("select 1 / 0", [], default);
        });
        await using (var act = await mill.Outbox.BeginAsync(default))
        {
            foreach (var step in (string[])["good", "broken", "good", "good", "broken"]) act.Send(Mill.Step(step), "routine");
            await act.CommitAsync(default);
        }
        await mill.FailedAsync("failed", 2);
        Assert.Equal(3, await mill.DoneAsync("good"));
    }

    [Fact]
    public async Task One_that_cannot_be_read_fails_without_further_attempts()
    {
        await using var mill = await MillHost.StartAsync();
        await mill.Sender.ExecuteAsync(
            "insert into messaging.outbox (message_id, type, payload, urgency) values ($1, $2, $3, 'routine')",
            [Guid.CreateVersion7(), typeof(Contracts.Timeline.StepRecorded).FullName, "{ \"eventId\": 1"u8.ToArray()], default);
        await mill.Outbox.RedriveAsync(DateTimeOffset.MaxValue, default);
        await mill.FailedAsync("failed", 1);
        Assert.Equal(1, await mill.Mill.FindAsync("select attempts from messaging.failed_message", [], row => row.GetInt32(0), default));
        await mill.AllSentAsync();
    }

    [Fact]
    public async Task An_administrator_sees_it_and_orders_another_attempt()
    {
        var broken = true;
        await using var mill = await MillHost.StartAsync((_, _, _) => broken ? throw new InvalidOperationException("broken") : Task.CompletedTask, retrySeconds: ["0"]);
        await mill.Probe.SendAsync(Mill.Step("mended"));
        await mill.FailedAsync("failed", 1);
        using var administrator = mill.Host.As("aizhan", "administrator");
        var listed = await administrator.GetFromJsonAsync<JsonElement>("/api/mill/failed-messages");
        var id = Assert.Single(listed.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetGuid();

        broken = false;
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/api/mill/failed-messages/{id}/retry", null)).StatusCode);
        await mill.DoneAsync("mended", 1);
        await mill.FailedAsync("handled", 1);
        Assert.Equal("aizhan", await ActorAsync(mill.Mill, "failed-message-retried", id));
    }

    [Fact]
    public async Task An_administrator_archives_it_with_a_reason_and_it_stays_away()
    {
        await using var mill = await MillHost.StartAsync((_, _, _) => throw new InvalidOperationException("broken"), retrySeconds: ["0"]);
        await mill.Probe.SendAsync(Mill.Step("hopeless"));
        await mill.FailedAsync("failed", 1);
        var id = await mill.Mill.FindAsync("select failed_message_id from messaging.failed_message", [], row => row.GetGuid(0), default);
        using var administrator = mill.Host.As("aizhan", "administrator");
        var address = $"/api/mill/failed-messages/{id}";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await administrator.PostAsJsonAsync($"{address}/archive", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsJsonAsync($"{address}/archive", new { reason = "sent by mistake" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.PostAsync($"{address}/retry", null)).StatusCode);
        Assert.Equal(1, await mill.FailedAsync("archived"));
        Assert.Equal("aizhan", await ActorAsync(mill.Mill, "failed-message-archived", id));
    }

    [Fact]
    public async Task Many_of_one_kind_are_one_line_of_the_groups()
    {
        await using var mill = await MillHost.StartAsync((step, _, _) => throw new InvalidOperationException($"cannot {step.Step}\nand more"), retrySeconds: ["0"]);
        foreach (var step in (string[])["grind", "grind", "sift", "grind"]) await mill.Probe.SendAsync(Mill.Step(step));
        await mill.FailedAsync("failed", 4);
        using var administrator = mill.Host.As("aizhan", "administrator");
        var groups = (await administrator.GetFromJsonAsync<JsonElement>("/api/mill/failed-messages/groups")).GetProperty("items").EnumerateArray()
            .Select(group => (group.GetProperty("consumer").GetString(), group.GetProperty("error").GetString(), group.GetProperty("count").GetInt64()));
        Assert.Equal(
            [("mill-step-recorded", "System.InvalidOperationException: cannot grind", 3), ("mill-step-recorded", "System.InvalidOperationException: cannot sift", 1)],
            groups);
        Assert.Equal(HttpStatusCode.BadRequest, (await administrator.GetAsync("/api/mill/failed-messages/groups?state=lost")).StatusCode);
        Assert.Equal(0, (await administrator.GetFromJsonAsync<JsonElement>("/api/mill/failed-messages/groups?state=archived")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_but_an_administrator_touches_it()
    {
        await using var mill = await MillHost.StartAsync();
        using var editor = mill.Host.As("dana", "editor");
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/api/mill/failed-messages")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/api/mill/failed-messages/groups")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsync($"/api/mill/failed-messages/{Guid.CreateVersion7()}/retry", null)).StatusCode);
    }

    private static async Task<string?> ActorAsync(NpgsqlDataSource db, string act, Guid subject) =>
        await db.FindAsync("select actor from audit.act where act = $1 and subject = $2", [act, subject.ToString()], row => row.GetString(0), default);
}
