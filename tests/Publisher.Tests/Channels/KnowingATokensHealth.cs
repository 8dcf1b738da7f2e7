using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;

namespace Akorda.Publisher.Tests.Channels;

public sealed class KnowingATokensHealth(SharedNewsroom shared)
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);

    [Fact]
    public void A_refusal_holds_until_a_post_or_a_rotation()
    {
        Assert.Equal(("refused", Tuesday, "401"), Judge(new(Monday, Tuesday, "401", null)));
        Assert.Equal(("ok", Tuesday, null), Judge(new(Tuesday, Monday, "401", null)));
        Assert.Equal(("unknown", Tuesday, null), Judge(new(null, Monday, "401", Tuesday)));
        Assert.Equal(("refused", Tuesday, "401"), Judge(new(null, Tuesday, "401", Monday)));
    }

    [Fact]
    public void Nothing_is_believed_of_a_token_that_was_never_used()
    {
        Assert.Equal(("unknown", null, null), Judge(TokenHealth.Nothing));
        Assert.Equal(("unknown", Tuesday, null), Judge(new(Monday, null, null, Tuesday)));
    }

    [Fact]
    public void A_network_that_ends_tokens_by_itself_is_warned_of_in_time()
    {
        TokenHealth rotated = new(Tuesday, null, null, Monday);
        Assert.Equal("ok", rotated.Judge("threads", Monday.AddDays(49)).State);
        Assert.Equal(("expiring", Monday.AddDays(50)), (rotated.Judge("threads", Monday.AddDays(50)).State, rotated.Judge("threads", Monday.AddDays(50)).Since));
        Assert.Equal("ok", rotated.Judge("telegram", Monday.AddDays(500)).State);
    }

    [Fact]
    public async Task The_ledger_tells_when_a_channel_last_posted_and_when_it_was_refused()
    {
        var channel = shared.TakeChannel();
        Assert.Equal("unknown", (await ChannelAsync(channel)).GetProperty("token").GetProperty("state").GetString());
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await shared.Newsroom.ApproveAsync(1, document);
        await shared.Newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        var posted = await ChannelAsync(channel);
        Assert.Equal("ok", posted.GetProperty("token").GetProperty("state").GetString());
        Assert.Equal(posted.GetProperty("lastDeliveredAt").GetString(), posted.GetProperty("token").GetProperty("since").GetString());

        channel.Then(new Answer.AccountBlocked("sign in again") { Evidence = "POST /2/tweets → 401 in 9 ms\ndate: today" });
        var refused = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await shared.Newsroom.ApproveAsync(1, refused);
        await Eventually.TrueAsync(async () => (await ChannelAsync(channel)).GetProperty("paused").ValueKind == JsonValueKind.Object, "pause of the account");
        var blocked = await ChannelAsync(channel);
        Assert.Equal(("refused", "POST /2/tweets → 401 in 9 ms"), (blocked.GetProperty("token").GetProperty("state").GetString(), blocked.GetProperty("token").GetProperty("reason").GetString()));
        Assert.Equal(("publisher", null, "sign in again"), Pause(blocked));
        Assert.Equal(posted.GetProperty("lastDeliveredAt").GetString(), blocked.GetProperty("lastDeliveredAt").GetString());

        using var publisher = shared.Newsroom.Publisher();
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/resume", UriKind.Relative), null);
        await shared.Newsroom.UntilAsync(refused.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.Equal("ok", (await ChannelAsync(channel)).GetProperty("token").GetProperty("state").GetString());
        await publisher.PostAsync(new Uri($"/api/channels/{channel.Settings.Id}/pause", UriKind.Relative), null);
        Assert.Equal(("paula", "paula", null), Pause(await ChannelAsync(channel)));
    }

    private static (string?, string?, string?) Pause(JsonElement channel) => (
        channel.GetProperty("paused").GetProperty("by").GetString(), channel.GetProperty("paused").GetProperty("byName").GetString(), channel.GetProperty("paused").GetProperty("reason").GetString());

    private static (string, DateTimeOffset?, string?) Judge(TokenHealth health) => health.Judge("x", Tuesday.AddDays(1)) is var view ? (view.State, view.Since, view.Reason) : default;

    private async Task<JsonElement> ChannelAsync(ScriptedChannel channel)
    {
        using var administrator = shared.Newsroom.Host.As("adam", "administrator");
        return (await administrator.GetFromJsonAsync<JsonElement>("/api/channels")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == channel.Settings.Id);
    }
}
