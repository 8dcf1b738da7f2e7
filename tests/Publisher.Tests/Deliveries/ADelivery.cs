using System.Net;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;

namespace Akorda.Publisher.Tests.Deliveries;

public sealed class ADelivery(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;
    private readonly ScriptedChannel channel = shared.TakeChannel();

    [Fact]
    public async Task Carries_the_canonical_address_of_a_page_that_answers()
    {
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        var call = Assert.Single(channel.Calls);
        Assert.Equal($"Мәлімдеме https://akorda.example/kk/events/malimdeme-{document.Number}", call.Text);
    }

    [Fact]
    public async Task Refused_by_the_network_is_retried_only_by_a_person()
    {
        channel.Then(new Answer.Rejected("too long") { Evidence = "400" });
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        var rejected = await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "rejected");
        Assert.Equal("too long", rejected.Reason);
        using var editor = newsroom.Host.As("erik", "editor");
        var retry = new Uri($"/api/deliveries/{rejected.Id}/retry", UriKind.Relative);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsync(retry, null)).StatusCode);
        using var publisher = newsroom.Publisher();
        Assert.Equal(HttpStatusCode.OK, (await publisher.PostAsync(retry, null)).StatusCode);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.Equal(HttpStatusCode.Conflict, (await publisher.PostAsync(retry, null)).StatusCode);
        Assert.Equal(2, channel.Calls.Count);
    }

    [Fact]
    public async Task A_throttled_account_waits_and_a_locked_one_is_paused()
    {
        channel.Then(new Answer.Throttled(TimeSpan.FromMilliseconds(100)) { Evidence = "429" }, new Answer.AccountBlocked("sign in again") { Evidence = "401" });
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        using var publisher = newsroom.Publisher();
        await Eventually.TrueAsync(
            async () => (await publisher.GetStringAsync(new Uri("/api/channels", UriKind.Relative))).Contains("sign in again", StringComparison.Ordinal), "pause of the account");
        Assert.Equal("retrying", (await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "retrying")).State);
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.Equal(3, channel.Calls.Count);
    }

    [Fact]
    public async Task To_a_channel_that_is_gone_or_of_another_language_is_skipped()
    {
        var kk = Newsroom.ADocument("kk", ["kk", "ru"], ["gone-kk"]);
        await newsroom.ApproveAsync(1, kk, kk with { Language = "ru", Channels = [channel.Settings.Id] });
        await newsroom.UntilAsync(kk.EventId, "gone-kk", "publish", "skipped");
        await newsroom.UntilAsync(kk.EventId, channel.Settings.Id, "publish", "skipped");
        Assert.Empty(channel.Calls);
    }

    [Fact]
    public async Task Of_a_text_that_was_changed_in_the_database_is_held()
    {
        using var publisher = newsroom.Publisher();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/pause", UriKind.Relative), null);
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "planned");
        await using var command = newsroom.Database.CreateCommand("update publisher.text set document = replace(document, 'Мәлімдеме', 'Жалған') where event_id = $1");
        command.Parameters.AddWithValue(document.EventId);
        await command.ExecuteNonQueryAsync();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "held");
        Assert.Empty(channel.Calls);
    }
}
