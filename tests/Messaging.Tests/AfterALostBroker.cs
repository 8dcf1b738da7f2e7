using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Akorda.Testing;
using RabbitMQ.Client;

namespace Akorda.Messaging.Tests;

public sealed class AfterALostBroker
{
    private const int Messages = 24;

    [Fact]
    public async Task What_its_queues_held_is_sent_again_and_arrives_once()
    {
        var address = await (await RabbitMqNode.SharedAsync()).VirtualHostAsync();
        TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mill = await MillHost.StartAsync((_, _, ct) => open.Task.WaitAsync(ct), broker: address);
        await mill.ReadyAsync();
        for (var i = 0; i < Messages; i++)
        {
            await mill.Probe.SendAsync(Mill.Step("ground"));
            // Each travels alone: what waits together would be one bundle, and the consumer holds eight of those.
            await mill.AllSentAsync();
        }

        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        Assert.NotEqual(0u, await channel.QueuePurgeAsync("mill-step-recorded"));
        open.SetResult();
        await mill.Probe.SendAsync(Mill.Step("later"));
        await mill.DoneAsync("later", 1);
        Assert.InRange(await mill.DoneAsync("ground"), 0, Messages - 1);

        using var administrator = mill.Host.As("aizhan", "administrator");
        using var answer = await administrator.PostAsJsonAsync("/api/probe/messages/redrive", new { since = (string?)null });
        Assert.InRange((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages").GetInt32(), Messages, Messages + 1);
        await mill.DoneAsync("ground", Messages);
        await mill.AllSentAsync();
        await mill.Probe.SendAsync(Mill.Step("last"));
        await mill.DoneAsync("last", 1);
        Assert.Equal((Messages, 1), (await mill.DoneAsync("ground"), await mill.DoneAsync("later")));
        Assert.Equal("aizhan", await mill.Sender.FindAsync("select actor from audit.act where act = 'messages-redriven'", [], row => row.GetString(0), default));
    }

    [Fact]
    public async Task Only_what_was_sent_since_then_is_sent_again()
    {
        await using var mill = await MillHost.StartAsync();
        await mill.Probe.SendAsync(Mill.Step("early"));
        await mill.DoneAsync("early", 1);
        await mill.AllSentAsync();
        using var administrator = mill.Host.As("aizhan", "administrator");
        using var answer = await administrator.PostAsJsonAsync("/api/probe/messages/redrive", new { since = "2999-01-01T00:00:00Z" });
        Assert.Equal(0, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages").GetInt32());
    }

    [Fact]
    public async Task Nobody_but_an_administrator_orders_it()
    {
        await using var mill = await MillHost.StartAsync();
        using var publisher = mill.Host.As("dana", "publisher");
        Assert.Equal(HttpStatusCode.Forbidden, (await publisher.PostAsJsonAsync("/api/probe/messages/redrive", new { since = (string?)null })).StatusCode);
    }
}
