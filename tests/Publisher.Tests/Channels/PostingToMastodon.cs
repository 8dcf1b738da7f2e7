using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingToMastodon(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_post_is_there_once_with_its_address()
    {
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel("mastodon-kk").PostAsync(order));
        var (what, id, _) = Assert.Single(await networks.ChangesAsync(order.Page));
        Assert.Equal(("posted", done.RemoteId), (what, id));
        Assert.Equal($"{networks.Address}mastodon/@sandbox_kk/{id}", done.Url);
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        var order = Order("kk");
        await networks.Channel("mastodon-kk").PostAsync(order);
        var call = await networks.LastCallAsync("post");
        Assert.Equal("/api/v1/statuses", call.GetProperty("path").GetString());
        var body = JsonElement.Parse(call.GetProperty("body").GetString()!);
        Assert.Equal(["language", "status", "visibility"], body.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(("kk", "public"), (body.GetProperty("language").GetString(), body.GetProperty("visibility").GetString()));
    }

    [Fact]
    public async Task The_same_delivery_sent_again_within_the_hour_is_the_same_post()
    {
        var (channel, order) = (networks.Channel("mastodon-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        var first = Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, prepared));
        var again = Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, prepared));
        Assert.Equal(first.RemoteId, again.RemoteId);
        Assert.Single(await networks.ChangesAsync(order.Page));
    }

    [Fact]
    public async Task A_server_that_answers_a_repeated_key_by_500_is_looked_at()
    {
        var (channel, order) = (networks.Channel("mastodon-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        await channel.AttemptAsync(order, prepared);
        await networks.SetFaultsAsync(new { network = "mastodon", operation = "post", kind = "answer", status = 500, body = new { error = "Internal Server Error" } });
        Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(order, prepared));
        await networks.SetFaultsAsync();
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared));
    }

    [Fact]
    public async Task A_correction_edits_the_post_and_keeps_its_place()
    {
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel("mastodon-kk").PostAsync(order));
        var corrected = order with { Action = "correct", RemoteId = done.RemoteId, Document = order.Document with { Title = "Жаңа тақырып" } };
        Assert.Equal(done.RemoteId, Assert.IsType<Answer.Done>(await networks.Channel("mastodon-kk").PostAsync(corrected)).RemoteId);
        Assert.Equal(["posted", "edited"], (await networks.ChangesAsync(order.Page)).Select(change => change.What));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(null, null)]
    public async Task A_server_that_asks_to_wait_is_left_alone_until_then(int? retryAfter, int? seconds)
    {
        var (channel, order) = (networks.Channel("mastodon-ru"), Order("ru"));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "mastodon", operation = "post", kind = "throttle", retryAfter });
        var throttled = Assert.IsType<Answer.Throttled>(await channel.AttemptAsync(order, prepared));
        if (seconds is null) Assert.Null(throttled.After);
        else Assert.InRange(throttled.After!.Value.TotalSeconds, seconds.Value - 5, seconds.Value + 5);
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_baseline_that_cannot_be_read_keeps_the_post_waiting()
    {
        await networks.SetFaultsAsync(new { network = "mastodon", operation = "list", kind = "fail" });
        Assert.IsType<Preparation.Later>(await networks.Channel("mastodon-kk").PrepareAsync(Order("kk"), CancellationToken.None));
        await networks.SetFaultsAsync();
    }

    private static Order Order(string language) => An.Order(Imitations.NextPage(), language, channel: $"mastodon-{language}");
}
