using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;

namespace Akorda.Publisher.Tests.Deliveries;

public sealed class AfterAKill
{
    [Fact]
    public async Task What_was_attempting_is_looked_for_and_never_just_sent_again()
    {
        ScriptedChannel channel = new("network-kk", "kk");
        await using var newsroom = await Newsroom.StartAsync(channel);
        // The process dies while the network holds the request: its answer never comes.
        TaskCompletionSource dies = new();
        channel.ThenDo(async _ =>
        {
            await dies.Task;
            return new Answer.NotDone(null) { Evidence = "too late to tell anybody" };
        });
        channel.ThenFind(new Finding.Present("1", "https://network.example/1") { Evidence = "listed" });
        var document = Newsroom.ADocument(channels: ["network-kk"]);
        await newsroom.ApproveAsync(1, document);
        await Eventually.TrueAsync(() => Task.FromResult(channel.Calls.Count == 1), "attempt");
        await newsroom.UntilAsync(document.EventId, "network-kk", "publish", "attempting");
        // As another process would find it, once the dead one's lease has ended.
        await using (var command = newsroom.Database.CreateCommand("update publisher.channel set lease_until = '-infinity', fence = fence + 1"))
            await command.ExecuteNonQueryAsync();
        dies.SetResult();
        await newsroom.RestartAsync();

        var delivered = await newsroom.UntilAsync(document.EventId, "network-kk", "publish", "delivered");
        Assert.Equal("1", delivered.RemoteId);
        Assert.Single(channel.Calls);
    }

    [Fact]
    public async Task A_release_that_was_on_its_way_arrives()
    {
        await using var newsroom = await Newsroom.StartAsync();
        newsroom.Site.IsDown = true;
        var document = Newsroom.ADocument();
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "releasing");
        await newsroom.RestartAsync();
        newsroom.Site.IsDown = false;
        await newsroom.UntilAsync(document.EventId, "published");
        Assert.Equal(1, newsroom.Site.NewestOf(document.EventId)!.Version);
    }
}
