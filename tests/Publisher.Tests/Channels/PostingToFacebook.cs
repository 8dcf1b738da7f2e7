using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingToFacebook(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_post_is_staged_where_nobody_sees_it_and_then_published()
    {
        var (channel, order) = (networks.Channel("facebook-kk"), Order("kk"));
        var staged = Assert.IsType<Answer.Staged>(await channel.AttemptAsync(order, await channel.PreparedAsync(order)));
        Assert.Equal(["staged"], (await networks.ChangesAsync(order.Page)).Select(change => change.What));
        var done = Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, staged.Prepared));
        var changes = await networks.ChangesAsync(order.Page);
        Assert.Equal(["staged", "published"], changes.Select(change => change.What));
        Assert.Equal(changes[0].Id, done.RemoteId);
        Assert.Equal($"{networks.Address}facebook/{done.RemoteId}", done.Url);
    }

    [Fact]
    public async Task The_requests_are_the_documented_ones()
    {
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel("facebook-kk").PostAsync(order));
        var feed = await networks.LastCallAsync("feed");
        Assert.Equal("/v26.0/sandbox-kk/feed", feed.GetProperty("path").GetString());
        Assert.Matches("^message=.+&published=false&link=.+&appsecret_proof=[0-9a-f]{64}$", feed.GetProperty("body").GetString());
        var change = await networks.LastCallAsync("change");
        Assert.Equal("/v26.0/" + done.RemoteId, change.GetProperty("path").GetString());
        Assert.StartsWith("is_published=true&", change.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("executeThenReset")]
    [InlineData("executeThenHang")]
    [InlineData("executeThenFail")]
    [InlineData("executeThenHalf")]
    [InlineData("fail")]
    public async Task Doubt_about_staging_leaves_at_most_an_orphan_that_nobody_sees(string kind)
    {
        var (channel, order) = (networks.Channel("facebook-ru"), Order("ru"));
        var hasty = networks.Channel("facebook-ru", Imitations.Impatient(kind));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "facebook", operation = "feed", on = new[] { 1 }, kind });
        Assert.IsType<Answer.NotDone>(await hasty.AttemptAsync(order, prepared));
        // As after a kill -9 of the sender.
        var again = Assert.IsType<Finding.Staged>(await channel.FindAsync(order, prepared)).Prepared;
        var staged = Assert.IsType<Answer.Staged>(await channel.AttemptAsync(order, again));
        Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, staged.Prepared));
        Assert.Single(await networks.ChangesAsync(order.Page), change => change.What is "published" or "posted");
    }

    [Theory]
    [InlineData("reset", false)]
    [InlineData("executeThenReset", true)]
    [InlineData("hang", false)]
    [InlineData("executeThenHang", true)]
    [InlineData("fail", false)]
    [InlineData("executeThenFail", true)]
    [InlineData("executeThenHalf", true)]
    [InlineData("executeLate", true)]
    public async Task Doubt_about_publishing_is_settled_by_the_post_itself(string kind, bool isThere)
    {
        var (channel, order) = (networks.Channel("facebook-ru"), Order("ru"));
        var hasty = networks.Channel("facebook-ru", Imitations.Impatient(kind));
        var staged = Assert.IsType<Answer.Staged>(await channel.AttemptAsync(order, await channel.PreparedAsync(order))).Prepared;
        await networks.SetFaultsAsync(new { network = "facebook", operation = "change", on = new[] { 1 }, kind, delayMs = 300 });
        Assert.IsType<Answer.Uncertain>(await hasty.AttemptAsync(order, staged));
        if (isThere) Assert.Equal((await networks.ChangesAsync(order.Page))[0].Id, (await channel.FoundAsync(order, staged)).RemoteId);
        else
        {
            Assert.IsType<Finding.Absent>(await channel.FindAsync(order, staged));
            Assert.IsType<Answer.Done>(await channel.AttemptAsync(order, staged));
        }
        Assert.Single(await networks.ChangesAsync(order.Page), change => change.What == "published");
    }

    [Theory]
    [InlineData(1, 0, typeof(Answer.Uncertain))]
    [InlineData(2, 0, typeof(Answer.Uncertain))]
    [InlineData(4, 0, typeof(Answer.Throttled))]
    [InlineData(32, 0, typeof(Answer.Throttled))]
    [InlineData(613, 0, typeof(Answer.Throttled))]
    [InlineData(80001, 0, typeof(Answer.Throttled))]
    [InlineData(100, 1390008, typeof(Answer.Throttled))]
    [InlineData(10, 0, typeof(Answer.AccountBlocked))]
    [InlineData(200, 0, typeof(Answer.AccountBlocked))]
    [InlineData(190, 463, typeof(Answer.AccountBlocked))]
    [InlineData(368, 0, typeof(Answer.AccountBlocked))]
    [InlineData(100, 0, typeof(Answer.Rejected))]
    [InlineData(506, 0, typeof(Answer.Uncertain))]
    [InlineData(1609005, 0, typeof(Answer.NotDone))]
    public async Task Every_code_is_judged_by_what_it_proves(int code, int subcode, Type judged)
    {
        var (channel, order) = (networks.Channel("facebook-en"), Order("en"));
        var staged = Assert.IsType<Answer.Staged>(await channel.AttemptAsync(order, await channel.PreparedAsync(order))).Prepared;
        await networks.SetFaultsAsync(new { network = "facebook", operation = "change", kind = "answer", body = new { error = new { message = "Told", code, error_subcode = subcode } } });
        Assert.IsType(judged, await channel.AttemptAsync(order, staged));
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_refused_duplicate_of_something_never_published_needs_a_person()
    {
        var (channel, order) = (networks.Channel("facebook-en"), Order("en"));
        await networks.SetFaultsAsync(new { network = "facebook", operation = "feed", kind = "answer", body = new { error = new { message = "Duplicate status message", code = 506 } } });
        Assert.IsType<Answer.Rejected>(await channel.AttemptAsync(order, await channel.PreparedAsync(order)));
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task Throttling_waits_as_long_as_the_page_is_told()
    {
        await networks.SetFaultsAsync(new { network = "facebook", operation = "feed", kind = "throttle", retryAfter = 600 });
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<Answer.Throttled>(await networks.Channel("facebook-en").PostAsync(Order("en"))).After);
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task Use_near_the_limit_lets_the_page_rest()
    {
        var (channel, order) = (networks.Channel("facebook-en"), Order("en"));
        await networks.SetFaultsAsync(new
        {
            network = "facebook",
            operation = "feed",
            kind = "answer",
            status = 200,
            body = new { id = "sandbox-en_1" },
            headers = new Dictionary<string, string> { ["X-App-Usage"] = """{"call_count":97,"total_cputime":1,"total_time":1}""" },
        });
        await channel.AttemptAsync(order, await channel.PreparedAsync(order));
        Assert.IsType<Preparation.Later>(await channel.PrepareAsync(Order("en"), CancellationToken.None));
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_wrong_token_is_in_no_evidence()
    {
        var channel = networks.Channel("facebook-kk", settings => Imitations.With(settings, "pageToken", "CANARY"));
        var answer = Assert.IsType<Answer.AccountBlocked>(await channel.PostAsync(Order("kk")));
        Assert.DoesNotContain("CANARY", answer.Evidence + answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_edits_and_a_withdrawal_deletes_and_both_may_be_repeated()
    {
        var (channel, order) = (networks.Channel("facebook-kk"), Order("kk"));
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var corrected = order with { Action = "correct", RemoteId = done.RemoteId, Document = order.Document with { Title = "Отырыс өтті" } };
        Assert.IsType<Answer.Done>(await channel.PostAsync(corrected));
        Assert.IsType<Answer.Done>(await channel.PostAsync(corrected));
        var withdrawn = order with { Action = "withdraw", RemoteId = done.RemoteId };
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        var changes = await networks.ChangesAsync(order.Page);
        Assert.Equal(["staged", "published", "edited", "deleted"], changes.Select(change => change.What));
        Assert.StartsWith("Отырыс өтті\n\n", changes[2].Text, StringComparison.Ordinal);
    }

    private static Order Order(string language) => An.Order(Imitations.NextPage(), language, channel: "facebook-" + language);
}
