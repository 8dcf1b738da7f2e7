using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingToX(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_post_is_there_once_with_its_address()
    {
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await networks.Channel("x-kk").PostAsync(order));
        var (what, id, _) = Assert.Single(await networks.ChangesAsync(order.Page));
        Assert.Equal(("posted", done.RemoteId), (what, id));
        Assert.Equal($"{networks.Address}x/i/web/status/{id}", done.Url);
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        var order = Order("kk");
        await networks.Channel("x-kk").PostAsync(order);
        var call = await networks.LastCallAsync("post");
        Assert.Equal("/2/tweets", call.GetProperty("path").GetString());
        var member = Assert.Single(JsonElement.Parse(call.GetProperty("body").GetString()!).EnumerateObject());
        Assert.Equal("text", member.Name);
        Assert.EndsWith("\n\n" + order.Page, member.Value.GetString(), StringComparison.Ordinal);
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
    public async Task An_uncertain_post_is_found_by_what_was_done(string kind, bool isThere)
    {
        var (channel, order) = (networks.Channel("x-ru"), Order("ru"));
        var hasty = networks.Channel("x-ru", Imitations.Impatient(kind));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "x", operation = "post", on = new[] { 1 }, kind, delayMs = 300 });
        Assert.IsType<Answer.Uncertain>(await hasty.AttemptAsync(order, prepared));
        if (isThere)
        {
            var found = await channel.FoundAsync(order, prepared);
            Assert.Equal(Assert.Single(await networks.ChangesAsync(order.Page)).Id, found.RemoteId);
        }
        else
        {
            Assert.IsType<Finding.Absent>(await channel.FindAsync(order, prepared));
            Assert.Empty(await networks.ChangesAsync(order.Page));
        }
    }

    [Fact]
    public async Task A_refused_duplicate_is_no_failure_but_something_to_look_for()
    {
        var (channel, order) = (networks.Channel("x-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        await channel.AttemptAsync(order, prepared);
        var answer = Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(order, prepared));
        Assert.Contains("duplicate content", answer.Evidence, StringComparison.Ordinal);
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared));
    }

    [Fact]
    public async Task A_listing_that_lags_shows_it_later()
    {
        var (channel, order) = (networks.Channel("x-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "x", operation = "list", kind = "lag", delayMs = 60_000 });
        await channel.AttemptAsync(order, prepared);
        Assert.IsType<Finding.Absent>(await channel.FindAsync(order, prepared));
        await networks.SetFaultsAsync();
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared));
    }

    [Fact]
    public async Task A_post_is_found_behind_many_others()
    {
        var (channel, order) = (networks.Channel("x-en"), Order("en"));
        var prepared = await channel.PreparedAsync(order);
        await channel.AttemptAsync(order, prepared);
        for (var other = 0; other < 101; other++)
        {
            var another = Order("en");
            await channel.AttemptAsync(another, await channel.PreparedAsync(another));
        }
        Assert.Equal(Assert.Single(await networks.ChangesAsync(order.Page)).Id, Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared)).RemoteId);
    }

    [Fact]
    public async Task What_cannot_be_read_proves_nothing()
    {
        var (channel, order) = (networks.Channel("x-kk"), Order("kk"));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "x", operation = "list", kind = "fail" });
        Assert.IsType<Finding.Unreadable>(await channel.FindAsync(order, prepared));
        Assert.IsType<Preparation.Later>(await channel.PrepareAsync(order, CancellationToken.None));
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task Too_many_requests_are_waited_for_until_the_reset()
    {
        await networks.SetFaultsAsync(new { network = "x", operation = "post", kind = "throttle", retryAfter = 300 });
        Assert.InRange(Assert.IsType<Answer.Throttled>(await networks.Channel("x-kk").PostAsync(Order("kk"))).After ?? TimeSpan.Zero, TimeSpan.FromSeconds(280), TimeSpan.FromSeconds(300));
        await networks.SetFaultsAsync(new { network = "x", operation = "post", kind = "throttle" });
        Assert.Null(Assert.IsType<Answer.Throttled>(await networks.Channel("x-kk").PostAsync(Order("kk"))).After);
        await networks.SetFaultsAsync();
    }

    [Theory]
    [InlineData(400, "Invalid Request", typeof(Answer.Rejected))]
    [InlineData(401, "Unauthorized", typeof(Answer.AccountBlocked))]
    [InlineData(402, "CreditsDepleted", typeof(Answer.AccountBlocked))]
    [InlineData(403, "You are not permitted to perform this action.", typeof(Answer.Rejected))]
    [InlineData(403, "Your account is suspended", typeof(Answer.AccountBlocked))]
    [InlineData(403, "You are not allowed to create a Tweet with duplicate content.", typeof(Answer.Uncertain))]
    [InlineData(429, "usage-capped", typeof(Answer.AccountBlocked))]
    [InlineData(500, "Internal Server Error", typeof(Answer.Uncertain))]
    [InlineData(200, "An answer without an id", typeof(Answer.Uncertain))]
    public async Task Every_answer_is_judged_by_what_it_proves(int status, string detail, Type judged)
    {
        await networks.SetFaultsAsync(new { network = "x", operation = "post", kind = "answer", status, body = new { title = "Told", detail, type = "about:blank", status } });
        var answer = await networks.Channel("x-kk").PostAsync(Order("kk"));
        Assert.IsType(judged, answer);
        Assert.DoesNotContain("secret", answer.Evidence, StringComparison.OrdinalIgnoreCase);
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_wrong_secret_blocks_the_account_and_is_in_no_evidence()
    {
        var channel = networks.Channel("x-kk", settings => Imitations.With(settings, "accessTokenSecret", "CANARY"));
        var order = Order("kk");
        Assert.IsType<Preparation.Later>(await channel.PrepareAsync(order, CancellationToken.None));
        var answer = await channel.AttemptAsync(order, await networks.Channel("x-kk").PreparedAsync(order));
        Assert.IsType<Answer.AccountBlocked>(answer);
        Assert.DoesNotContain("CANARY", answer.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_a_new_post_that_quotes_the_old_one_and_both_are_withdrawn()
    {
        var channel = networks.Channel("x-kk");
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var corrected = order with { Action = "correct", RemoteId = done.RemoteId };
        var prepared = await channel.PreparedAsync(corrected);
        await networks.SetFaultsAsync(new { network = "x", operation = "post", on = new[] { 1 }, kind = "executeThenReset" });
        Assert.IsType<Answer.Uncertain>(await channel.AttemptAsync(corrected, prepared));
        var found = Assert.IsType<Finding.Present>(await channel.FindAsync(corrected, prepared));

        var posts = await networks.ChangesAsync(order.Page);
        Assert.Equal(["posted", "posted"], posts.Select(post => post.What));
        Assert.StartsWith("Түзетілді: ", posts[1].Text, StringComparison.Ordinal);
        Assert.Equal($"{posts[0].Id}+{posts[1].Id}", found.RemoteId);

        var withdrawn = order with { Action = "withdraw", RemoteId = found.RemoteId };
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        Assert.Equal(2, (await networks.ChangesAsync(order.Page)).Count(change => change.What == "deleted"));
    }

    [Fact]
    public async Task A_correction_that_did_not_arrive_is_not_mistaken_for_its_first_post()
    {
        var channel = networks.Channel("x-kk");
        var order = Order("kk");
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var corrected = order with { Action = "correct", RemoteId = done.RemoteId };
        // Also while the listing does not show even the first post.
        await networks.SetFaultsAsync(new { network = "x", operation = "list", on = new[] { 1 }, kind = "lag", delayMs = 60_000 });
        Assert.IsType<Finding.Absent>(await channel.FindAsync(corrected, await channel.PreparedAsync(corrected)));
    }

    private static Order Order(string language) => An.Order(Imitations.NextPage(), language, channel: "x-" + language);
}
