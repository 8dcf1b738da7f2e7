using System.Net;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;

namespace Akorda.Publisher.Tests.Channels;

public sealed class TheKillSwitch
{
    private static readonly Uri PauseAll = new("/api/channels/pause", UriKind.Relative);
    private static readonly Uri ResumeAll = new("/api/channels/resume", UriKind.Relative);

    [Fact]
    public async Task Thrown_in_mid_burst_nothing_begins_after_a_second_and_resumed_everything_goes_once()
    {
        ScriptedChannel one = new("one-kk", "kk"), two = new("two-kk", "kk");
        await using var newsroom = await Newsroom.StartAsync(one, two);
        using var publisher = newsroom.Publisher();
        var documents = Enumerable.Range(0, 20).Select(_ => Newsroom.ADocument(channels: ["one-kk", "two-kk"])).ToList();
        await newsroom.ApproveAsync(1, [.. documents.Take(10)]);
        await Eventually.TrueAsync(() => Task.FromResult(one.Calls.Count > 2), "burst");
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(PauseAll, null)).StatusCode);
        var stopped = TimeProvider.System.GetUtcNow();
        await newsroom.ApproveAsync(1, [.. documents.Skip(10)]);
        // The site is no channel: everything is public, and every delivery is planned and waits.
        foreach (var document in documents) await newsroom.UntilAsync(document.EventId, "published");
        Assert.DoesNotContain(one.Calls.Concat(two.Calls), call => call.At > stopped.AddSeconds(1));
        Assert.True(one.Calls.Count < 20);

        using var stale = newsroom.Publisher(signedInAt: TimeProvider.System.GetUtcNow().AddMinutes(-6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stale.PostAsync(ResumeAll, null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(ResumeAll, null)).StatusCode);
        foreach (var document in documents)
        {
            await newsroom.UntilAsync(document.EventId, "one-kk", "publish", "delivered");
            await newsroom.UntilAsync(document.EventId, "two-kk", "publish", "delivered");
        }
        Assert.Equal((20, 20), (one.Calls.Count, two.Calls.Count));
    }

    [Fact]
    public async Task One_channel_stands_still_while_the_other_goes_on()
    {
        ScriptedChannel one = new("one-kk", "kk"), two = new("two-kk", "kk");
        await using var newsroom = await Newsroom.StartAsync(one, two);
        using var publisher = newsroom.Publisher();
        await publisher.PostAsync(new Uri("/api/channels/one-kk/pause", UriKind.Relative), null);
        var document = Newsroom.ADocument(channels: ["one-kk", "two-kk"]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "two-kk", "publish", "delivered");
        await newsroom.UntilAsync(document.EventId, "one-kk", "publish", "planned");
        // The switch for all is another one: taking it back leaves this channel stopped.
        await publisher.PostAsync(PauseAll, null);
        await publisher.PostAsync(ResumeAll, null);
        var later = Newsroom.ADocument(channels: ["one-kk", "two-kk"]);
        await newsroom.ApproveAsync(1, later);
        await newsroom.UntilAsync(later.EventId, "two-kk", "publish", "delivered");
        Assert.Empty(one.Calls);
        await publisher.PostAsync(new Uri("/api/channels/one-kk/resume", UriKind.Relative), null);
        await newsroom.UntilAsync(later.EventId, "one-kk", "publish", "delivered");
        Assert.Equal(2, one.Calls.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await publisher.PostAsync(new Uri("/api/channels/gone/pause", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task Thrown_in_one_process_it_stops_the_other_too()
    {
        ScriptedChannel[] channels = [.. Enumerable.Range(1, 6).Select(number => new ScriptedChannel($"one-{number}", "kk"))];
        await using var newsroom = await Newsroom.StartAsync(channels);
        await using var second = await newsroom.StartAnotherAsync();
        string[] names = [.. channels.Select(channel => channel.Settings.Id)];
        var documents = Enumerable.Range(0, 20).Select(_ => Newsroom.ADocument(channels: names)).ToList();
        await newsroom.ApproveAsync(1, [.. documents.Take(10)]);
        int Calls() => channels.Sum(channel => channel.Calls.Count);
        await Eventually.TrueAsync(() => Task.FromResult(Calls() > 6), "burst");
        using var publisher = second.As("paula", "publisher");
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(PauseAll, null)).StatusCode);
        var stopped = TimeProvider.System.GetUtcNow();
        await newsroom.ApproveAsync(1, [.. documents.Skip(10)]);
        foreach (var document in documents) await newsroom.UntilAsync(document.EventId, "published");
        Assert.DoesNotContain(channels.SelectMany(channel => channel.Calls), call => call.At > stopped.AddSeconds(1));
        Assert.True(Calls() < 120);

        // Taken back in the other process.
        using var again = newsroom.Publisher();
        Assert.Equal(HttpStatusCode.OK, (await again.PostAsync(ResumeAll, null)).StatusCode);
        foreach (var document in documents)
            foreach (var name in names) await newsroom.UntilAsync(document.EventId, name, "publish", "delivered");
        Assert.Equal(120, Calls());
    }

    [Fact]
    public async Task It_works_while_the_broker_is_down()
    {
        ScriptedChannel one = new("one-kk", "kk");
        await using var node = await RabbitMqNode.StartAsync();
        var broker = await node.VirtualHostAsync();
        await using var newsroom = await Newsroom.StartAsync(settings => (settings["Transport"], settings["RabbitMq:Url"]) = ("rabbitmq", broker.ToString()), one);
        using var publisher = newsroom.Publisher();
        newsroom.Site.IsDown = true;
        var document = Newsroom.ADocument(channels: ["one-kk"]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "releasing");
        await node.StopAsync();
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(PauseAll, null)).StatusCode);
        newsroom.Site.IsDown = false;
        await newsroom.UntilAsync(document.EventId, "published");
        await newsroom.UntilAsync(document.EventId, "one-kk", "publish", "planned");
        Assert.Empty(one.Calls);
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(ResumeAll, null)).StatusCode);
        await newsroom.UntilAsync(document.EventId, "one-kk", "publish", "delivered");
        Assert.Single(one.Calls);
    }
}
