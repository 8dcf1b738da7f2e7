using System.Text;
using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Channels.Bluesky;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingToBluesky(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_post_is_there_once_under_the_deliverys_key()
    {
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel("bluesky-kk").PostAsync(order));
        var (what, id, _) = Assert.Single(await networks.ChangesAsync(order.Page));
        Assert.Equal(("posted", done.RemoteId, BlueskyRecord.KeyOf(order.DeliveryId)), (what, id, id));
        Assert.Equal($"{networks.Address}bluesky/profile/did:plc:sandboxkk/post/{id}", done.Url);
    }

    [Fact]
    public async Task Its_link_is_marked_in_bytes_and_leads_to_the_page_as_the_card_does()
    {
        var order = Order("kk");
        await networks.Channel("bluesky-kk").PostAsync(order);
        var call = await networks.LastCallAsync("putRecord");
        var record = JsonElement.Parse(call.GetProperty("body").GetString()!).GetProperty("record");
        var (text, facet) = (Encoding.UTF8.GetBytes(record.GetProperty("text").GetString()!), Assert.Single(record.GetProperty("facets").EnumerateArray()));
        var index = facet.GetProperty("index");
        Assert.Equal(order.Page.AbsoluteUri, Encoding.UTF8.GetString(text[index.GetProperty("byteStart").GetInt32()..index.GetProperty("byteEnd").GetInt32()]));
        Assert.Equal(order.Page.AbsoluteUri, record.GetProperty("embed").GetProperty("external").GetProperty("uri").GetString());
        Assert.Equal("kk", Assert.Single(record.GetProperty("langs").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task However_often_and_by_whomever_it_is_sent_there_is_one_post()
    {
        var order = Order("en");
        var prepared = await networks.Channel("bluesky-en").PreparedAsync(order);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => networks.Channel("bluesky-en").AttemptAsync(order, prepared)));
        Assert.All(answers, answer => Assert.IsType<Answer.Done>(answer));
        Assert.Single(await networks.ChangesAsync(order.Page));
    }

    [Fact]
    public async Task A_session_is_opened_once_and_anew_when_it_ends()
    {
        var channel = networks.Channel("bluesky-en");
        await channel.PostAsync(Order("en"));
        var order = Order("en");
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "bluesky", operation = "putRecord", on = new[] { 1 }, kind = "answer", status = 400, body = new { error = "ExpiredToken", message = "Token has expired" } });
        var before = await networks.CountAsync("createSession");
        Assert.IsType<Answer.NotDone>(await channel.AttemptAsync(order, prepared));
        Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, prepared));
        Assert.IsType<Answer.Done>(await channel.PostAsync(Order("en")));
        Assert.Equal(before + 1, await networks.CountAsync("createSession"));
    }

    [Fact]
    public async Task Another_record_under_the_key_is_something_to_look_at()
    {
        var (channel, order) = (networks.Channel("bluesky-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        await channel.AttemptAsync(order, prepared);
        var other = await channel.PreparedAsync(order with { Document = order.Document with { Title = "Other words" } });
        Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(order, other));
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, other));
    }

    [Fact]
    public async Task A_correction_is_a_post_that_shows_the_earlier_one_and_a_withdrawal_takes_both()
    {
        var channel = networks.Channel("bluesky-kk");
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var correction = order with { DeliveryId = Guid.CreateVersion7(), Action = "correct", RemoteId = done.RemoteId, Document = order.Document with { Title = "Жаңа тақырып" } };
        var corrected = Assert.IsType<Answer.Done>(await channel.PostAsync(correction));
        Assert.Equal($"{done.RemoteId}+{BlueskyRecord.KeyOf(correction.DeliveryId)}", corrected.RemoteId);
        var posts = (await networks.PostsAsync()).Where(post => post.GetProperty("links").EnumerateArray().Any(link => link.GetString() == order.Page.AbsoluteUri)).ToList();
        Assert.Equal(done.RemoteId, posts[1].GetProperty("origin").GetString());
        Assert.StartsWith("Түзетілді: ", posts[1].GetProperty("text").GetString(), StringComparison.Ordinal);

        var withdrawal = correction with { Action = "withdraw", RemoteId = corrected.RemoteId };
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawal));
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawal));
        Assert.Equal(["posted", "posted", "deleted", "deleted"], (await networks.ChangesAsync(order.Page)).Select(change => change.What));
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_left_alone_until_then()
    {
        var (channel, order) = (networks.Channel("bluesky-ru"), Order("ru"));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "bluesky", operation = "putRecord", kind = "throttle", retryAfter = 30 });
        Assert.InRange(Assert.IsType<Answer.Throttled>(await channel.AttemptAsync(order, prepared)).After!.Value.TotalSeconds, 25, 35);
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task Three_hundred_characters_fit_and_one_more_is_held()
    {
        var link = An.Page(1).AbsoluteUri.Length + 2;
        Assert.NotNull(networks.Channel("bluesky-kk").Compose(An.Order(1, channel: "bluesky-kk", written: new string('қ', 300 - link))).Text);
        Assert.NotNull(networks.Channel("bluesky-kk").Compose(An.Order(1, channel: "bluesky-kk", written: new string('қ', 301 - link))).Unfit);
        // A family is one character of twenty-five bytes: here the bytes run out first.
        Assert.NotNull(networks.Channel("bluesky-kk").Compose(An.Order(1, channel: "bluesky-kk", written: string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 130)))).Unfit);
        Assert.IsType<Answer.Done>(await networks.Channel("bluesky-kk").PostAsync(An.Order(Imitations.NextPage(), channel: "bluesky-kk", title: new string('қ', 400))));
    }

    [Theory]
    [InlineData("019ab3c2-1f00-7abc-8def-0123456789ab")]
    [InlineData("019ab3c2-1f00-7abc-8def-0123456789ac")]
    public void A_key_is_a_TID_and_always_the_same(string delivery)
    {
        var key = BlueskyRecord.KeyOf(Guid.Parse(delivery));
        Assert.Matches("^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$", key);
        Assert.Equal(key, BlueskyRecord.KeyOf(Guid.Parse(delivery)));
    }

    [Fact]
    public void Keys_of_later_deliveries_come_later()
    {
        var keys = Enumerable.Range(0, 100).Select(second => BlueskyRecord.KeyOf(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(second)))).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(100, keys.Distinct().Count());
    }

    private static Order Order(string language) => An.Order(Imitations.NextPage(), language, channel: $"bluesky-{language}");
}
