using Akorda.Publisher.Channels;
using Akorda.Publisher.Channels.Webhook;

namespace Akorda.Publisher.Tests.Channels;

/// <summary>Webhooks and hubs: the same call may arrive again.</summary>
public sealed class TellingReceivers(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_receiver_learns_of_release_correction_and_withdrawal()
    {
        var channel = networks.Channel("webhook-kk");
        var order = Order("webhook", "kk");
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var standing = order with { RemoteId = done.RemoteId };
        Assert.IsType<Answer.Done>(await channel.PostAsync(standing with { DeliveryId = Guid.CreateVersion7(), Action = "correct", Document = order.Document with { Title = "Жаңа тақырып" } }));
        Assert.IsType<Answer.Done>(await channel.PostAsync(standing with { DeliveryId = Guid.CreateVersion7(), Action = "withdraw" }));
        Assert.Equal(["posted", "edited", "deleted"], (await networks.ChangesAsync(order.Page)).Where(change => change.What != "uploaded").Select(change => change.What));
    }

    [Theory]
    [InlineData("executeThenReset")]
    [InlineData("executeThenFail")]
    [InlineData("reset")]
    public async Task A_call_in_doubt_is_made_again_and_taken_once(string kind)
    {
        var (channel, order) = (networks.Channel("webhook-ru"), Order("webhook", "ru"));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "webhook", kind, on = new[] { 1 } });
        Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(order, prepared));
        Assert.IsType<Finding.Absent>(await channel.FindAsync(order, prepared));
        Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, prepared));
        Assert.Single(await networks.ChangesAsync(order.Page), change => change.What == "posted");
    }

    [Fact]
    public async Task A_call_that_somebody_else_signed_is_not_taken()
    {
        var order = Order("webhook", "kk");
        var other = networks.Channel("webhook-kk", settings => Imitations.With(settings, "secret", "whsec_c29tZWJvZHkgZWxzZQ=="));
        Assert.IsType<Answer.AccountBlocked>(await other.PostAsync(order));
        // While the secret changes there are two, and one that fits is enough.
        var both = networks.Channel("webhook-kk", settings => Imitations.With(settings, "secret", "whsec_c29tZWJvZHkgZWxzZQ==," + settings.Credentials["secret"]));
        Assert.IsType<Answer.Done>(await both.PostAsync(order));
    }

    [Fact]
    public void A_signature_is_the_one_of_the_standards_own_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookChannel.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""));

    [Theory]
    [InlineData(410, typeof(Answer.AccountBlocked))]
    [InlineData(429, typeof(Answer.Throttled))]
    [InlineData(500, typeof(Answer.Uncertain))]
    public async Task What_a_receiver_answers_is_obeyed(int status, Type expected)
    {
        await networks.SetFaultsAsync(new { network = "webhook", kind = "answer", status });
        Assert.IsType(expected, await networks.Channel("webhook-en").PostAsync(Order("webhook", "en")));
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_hub_is_told_which_feed_has_changed_at_every_change()
    {
        var channel = networks.Channel("websub-kk");
        var order = Order("websub", "kk");
        foreach (var action in (string[])["publish", "correct", "withdraw"]) Assert.IsType<Answer.Done>(await channel.PostAsync(order with { Action = action, RemoteId = action == "publish" ? null : "before" }));
        var call = await networks.LastCallAsync("publish");
        Assert.Matches("^hub.mode=publish&hub.url=http[^&]+kk%2Ffeed.json&hub.topic=http[^&]+kk%2Ffeed.json$", call.GetProperty("body").GetString());
        // It names nothing of the event.
        Assert.DoesNotContain(order.Page.AbsoluteUri, call.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    private static Order Order(string network, string language) => An.Order(Imitations.NextPage(), language, channel: $"{network}-{language}");
}
