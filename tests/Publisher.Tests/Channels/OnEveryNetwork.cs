using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.Channels;

/// <summary>What holds wherever a post is made by one call that can be looked for: on every network but Telegram, whose search has tests of its own.</summary>
public sealed class OnEveryNetwork(Imitations networks) : IClassFixture<Imitations>
{
    /// <summary>A network, the call that makes a post public, the one that reads it back, and the credential without which nothing is let in.</summary>
    public static readonly TheoryData<string, string, string, string> Networks = new()
    {
        { "x", "post", "list", "accessTokenSecret" },
        { "facebook", "change", "read", "pageToken" },
        { "mastodon", "post", "list", "token" },
        { "bluesky", "putRecord", "getRecord", "appPassword" },
        { "linkedin", "post", "list", "token" },
        { "vk", "wall.post", "wall.getById", "token" },
    };

    private static readonly string[] Faults = ["reset", "executeThenReset", "hang", "executeThenHang", "fail", "executeThenFail", "executeThenHalf", "executeLate"];

    public static IEnumerable<TheoryDataRow<string, string, string>> NetworksAndFaults() =>
        from network in Networks
        from fault in Faults
            // Where status and headers say it all, half of a body is not missed.
        where fault != "executeThenHalf" || network.Data.Item1 is not ("bluesky" or "linkedin")
        select new TheoryDataRow<string, string, string>(network.Data.Item1, network.Data.Item2, fault);

    [Theory]
    [MemberData(nameof(NetworksAndFaults))]
    public async Task An_uncertain_post_is_found_by_what_was_done(string network, string operation, string kind)
    {
        var (channel, order) = (networks.Channel(network + "-ru"), Order(network, "ru"));
        var hasty = networks.Channel(network + "-ru", Imitations.Impatient(kind));
        var ready = await ReadyAsync(channel, order);
        if (network == "bluesky") await SignedInAsync(hasty);
        await networks.SetFaultsAsync(new { network, operation, on = new[] { 1 }, kind, delayMs = 300 });
        Assert.IsType<Answer.Uncertain>(await hasty.AttemptAsync(order, ready));
        if (kind.StartsWith("execute", StringComparison.Ordinal))
        {
            var found = await channel.FoundAsync(order, ready);
            Assert.Equal(Assert.Single(await PublicAsync(order)).Id, found.RemoteId);
        }
        else
        {
            Assert.IsType<Finding.Absent>(await channel.FindAsync(order, ready));
            Assert.Empty(await PublicAsync(order));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_post_is_there_once_and_its_address_leads_to_it(string network, string operation, string reading, string secret)
    {
        _ = (operation, reading, secret);
        var order = Order(network, "kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel(network + "-kk").PostAsync(order));
        Assert.Equal(Assert.Single(await PublicAsync(order)).Id, done.RemoteId);
        Assert.StartsWith($"{networks.Address}{network}/", done.Url, StringComparison.Ordinal);
        Assert.Contains(done.RemoteId!, await Imitations.WhereItLeadsAsync(done.Url!), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_reading_that_lags_shows_it_later(string network, string operation, string reading, string secret)
    {
        _ = secret;
        // A post that is there before it is public has its place already: what lags is who can see it, which the networks do not let one choose.
        if (network is "facebook" or "vk") return;
        var (channel, order) = (networks.Channel(network + "-en"), Order(network, "en"));
        var ready = await ReadyAsync(channel, order);
        await networks.SetFaultsAsync(new { network, operation = reading, kind = "lag", delayMs = 60_000 });
        Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, ready));
        Assert.IsType<Finding.Absent>(await channel.FindAsync(order, ready));
        await networks.SetFaultsAsync();
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, ready));
        Assert.NotEmpty(operation);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task What_another_page_was_posted_of_is_not_taken_for_it(string network, string operation, string reading, string secret)
    {
        _ = (operation, reading, secret);
        var (channel, order) = (networks.Channel(network + "-kk"), Order(network, "kk"));
        var ready = await ReadyAsync(channel, order);
        await channel.PostAsync(Order(network, "kk"));
        Assert.IsType<Finding.Absent>(await channel.FindAsync(order, ready));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_reading_that_fails_proves_nothing(string network, string operation, string reading, string secret)
    {
        _ = (operation, secret);
        var (channel, order) = (networks.Channel(network + "-ru"), Order(network, "ru"));
        var ready = await ReadyAsync(channel, order);
        await channel.AttemptAsync(order, ready);
        foreach (var kind in (string[])["fail", "reset", "executeThenHalf", "throttle"])
        {
            await networks.SetFaultsAsync(new { network, operation = reading, kind });
            Assert.IsType<Finding.Unreadable>(await channel.FindAsync(order, ready));
        }
        await networks.SetFaultsAsync();
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_correction_is_public_and_a_withdrawal_takes_everything_back_and_may_be_repeated(string network, string operation, string reading, string secret)
    {
        _ = (operation, reading, secret);
        var channel = networks.Channel(network + "-kk");
        var order = Order(network, "kk");
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var correction = order with { DeliveryId = Guid.CreateVersion7(), Action = "correct", RemoteId = done.RemoteId, PostedAt = TimeProvider.System.GetUtcNow(), Document = order.Document with { Title = "Жаңа тақырып" } };
        var corrected = Assert.IsType<Answer.Done>(await channel.PostAsync(correction));
        Assert.Contains("Жаңа тақырып", (await networks.ChangesAsync(order.Page))[^1].Text, StringComparison.Ordinal);
        var withdrawal = correction with { Action = "withdraw", RemoteId = corrected.RemoteId };
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawal));
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawal));
        Assert.All(await PublicAsync(order), post => Assert.True(post.Deleted));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_network_that_asks_to_wait_is_left_alone(string network, string operation, string reading, string secret)
    {
        _ = (reading, secret);
        var (channel, order) = (networks.Channel(network + "-ru"), Order(network, "ru"));
        var ready = await ReadyAsync(channel, order);
        await networks.SetFaultsAsync(new { network, operation, kind = "throttle", retryAfter = 60 });
        Assert.IsType<Answer.Throttled>(await channel.AttemptAsync(order, ready));
        await networks.SetFaultsAsync();
        Assert.Empty(await PublicAsync(order));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task A_credential_that_is_not_accepted_stops_the_account(string network, string operation, string reading, string secret)
    {
        _ = (operation, reading);
        var order = Order(network, "ru");
        var ready = await ReadyAsync(networks.Channel(network + "-ru"), order);
        var revoked = networks.Channel(network + "-ru", settings => Imitations.With(settings, secret, "revoked"));
        Assert.IsType<Answer.AccountBlocked>(await revoked.AttemptAsync(order, ready));
        Assert.Empty(await PublicAsync(order));
    }

    // Through every step that nobody sees, up to the call that makes it public.
    private static async Task<JsonElement> ReadyAsync(IChannel channel, Order order)
    {
        var prepared = await channel.PreparedAsync(order);
        return channel.Settings.Network is "facebook" or "vk" ? Assert.IsType<Answer.Staged>(await channel.AttemptAsync(order, prepared)).Prepared : prepared;
    }

    private static async Task SignedInAsync(IChannel channel) => Assert.IsType<Answer.Done>(await channel.PostAsync(Order("bluesky", "ru")));

    private async Task<List<(string Id, bool Deleted)>> PublicAsync(Order order) =>
    [
        .. (await networks.PostsAsync())
            .Where(post => post.GetProperty("public").GetBoolean() && post.GetProperty("links").EnumerateArray().Any(link => link.GetString() == order.Page.AbsoluteUri))
            .Select(post => (post.GetProperty("id").GetString()!, post.TryGetProperty("deletedAt", out var at) && at.ValueKind != JsonValueKind.Null)),
    ];

    private static Order Order(string network, string language) => An.Order(Imitations.NextPage(), language, channel: $"{network}-{language}");
}
