using System.Text.Json;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Tests.Channels;

public sealed class PostingToTelegram(Imitations networks) : IClassFixture<Imitations>
{
    [Fact]
    public async Task A_post_is_there_once_with_its_address()
    {
        var order = An.Order(Imitations.NextPage());
        var done = Assert.IsType<Answer.Done>(await networks.Channel("telegram-kk").PostAsync(order));
        var (what, id, text) = Assert.Single(await networks.ChangesAsync(order.Page));
        Assert.Equal(("posted", done.RemoteId), (what, id));
        Assert.Equal($"Мемлекет басшысы кеңес өткізді\n\nКеңесте экономика мәселелері қаралды.\n\n{order.Page}", text);
        Assert.Equal($"{networks.Address}telegram/sandbox_kk/{id}", done.Url);
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        var order = An.Order(Imitations.NextPage());
        await networks.Channel("telegram-kk").PostAsync(order);
        var call = await networks.LastCallAsync("sendMessage");
        var body = JsonElement.Parse(call.GetProperty("body").GetString()!);
        Assert.Equal("POST", call.GetProperty("method").GetString());
        Assert.Equal(["chat_id", "text", "entities", "link_preview_options"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("@sandbox_kk", body.GetProperty("chat_id").GetString());
        Assert.Equal("""[{"type":"bold","offset":0,"length":30}]""", body.GetProperty("entities").GetRawText());
        Assert.Equal(order.Page.AbsoluteUri, body.GetProperty("link_preview_options").GetProperty("url").GetString());
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
    [InlineData("executeThenThrottle", true)]
    public async Task An_uncertain_post_is_found_by_what_was_done(string kind, bool isThere)
    {
        var (channel, order) = (networks.Channel("telegram-ru"), An.Order(Imitations.NextPage(), "ru"));
        var hasty = networks.Channel("telegram-ru", Imitations.Impatient(kind));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "telegram", operation = "sendMessage", on = new[] { 1 }, kind, delayMs = 300, retryAfter = 5 });
        Assert.IsType<Answer.Uncertain>(await hasty.AttemptAsync(order, prepared));
        if (isThere)
        {
            var found = await channel.FoundAsync(order, prepared);
            Assert.Equal((Assert.Single(await networks.ChangesAsync(order.Page), change => change.What == "posted")).Id, found.RemoteId);
            Assert.EndsWith("/telegram/sandbox_ru/" + found.RemoteId, found.Url, StringComparison.Ordinal);
        }
        else
        {
            Assert.IsType<Finding.Absent>(await channel.FindAsync(order, prepared));
            Assert.Empty(await networks.ChangesAsync(order.Page));
        }
    }

    [Fact]
    public async Task A_post_is_found_behind_posts_of_others_and_gaps()
    {
        var (channel, order) = (networks.Channel("telegram-en"), An.Order(Imitations.NextPage(), "en"));
        var prepared = await channel.PreparedAsync(order);
        for (var other = 0; other < 8; other++)
        {
            var another = An.Order(Imitations.NextPage(), "en");
            var done = Assert.IsType<Answer.Done>(await channel.PostAsync(another));
            if (other is > 1 and < 7) await channel.PostAsync(another with { Action = "withdraw", RemoteId = done.RemoteId, PostedAt = TimeProvider.System.GetUtcNow() });
        }
        await networks.SetFaultsAsync(new { network = "telegram", operation = "sendMessage", kind = "executeThenReset" });
        await channel.AttemptAsync(order, prepared);
        await networks.SetFaultsAsync();
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared));
    }

    [Fact]
    public async Task Another_page_whose_address_begins_alike_is_not_the_post()
    {
        var channel = networks.Channel("telegram-kk");
        var number = Imitations.NextPage();
        var order = An.Order(number);
        var prepared = await channel.PreparedAsync(order);
        await channel.PostAsync(An.Order(number * 10));
        Assert.IsType<Finding.Absent>(await channel.FindAsync(order, prepared));
    }

    [Fact]
    public async Task The_copies_in_the_audit_chat_are_deleted()
    {
        var (channel, order) = (networks.Channel("telegram-kk"), An.Order(Imitations.NextPage()));
        var prepared = await channel.PreparedAsync(order);
        await channel.AttemptAsync(order, prepared);
        Assert.IsType<Finding.Present>(await channel.FindAsync(order, prepared));
        var changes = await networks.ChangesAsync(order.Page);
        Assert.Equal(changes.Count(change => change.What == "forwarded"), changes.Count(change => change.What == "deleted"));
    }

    [Fact]
    public async Task Without_an_audit_chat_nothing_can_be_known()
    {
        var channel = networks.Channel("telegram-kk", settings => Imitations.With(settings, "auditChatId", null));
        var order = An.Order(Imitations.NextPage());
        Assert.IsType<Finding.Unknowable>(await channel.FindAsync(order, await channel.PreparedAsync(order)));
    }

    [Fact]
    public async Task A_probe_that_fails_proves_nothing()
    {
        var (channel, order) = (networks.Channel("telegram-kk"), An.Order(Imitations.NextPage()));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "telegram", operation = "forwardMessage", on = new[] { 3 }, kind = "throttle", retryAfter = 7 });
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<Finding.Unreadable>(await channel.FindAsync(order, prepared)).After);
    }

    [Fact]
    public async Task What_may_not_be_forwarded_might_be_the_post()
    {
        var (channel, order) = (networks.Channel("telegram-kk"), An.Order(Imitations.NextPage()));
        var prepared = await channel.PreparedAsync(order);
        await networks.SetFaultsAsync(new { network = "telegram", operation = "forwardMessage", on = new[] { 2 }, kind = "answer", body = new { ok = false, error_code = 400, description = "Bad Request: message has protected content and can't be forwarded" } });
        Assert.IsType<Finding.Unknowable>(await channel.FindAsync(order, prepared));
    }

    [Theory]
    [InlineData(33, 33)]
    [InlineData(null, null)]
    public async Task Too_many_requests_are_waited_for(int? retryAfter, int? seconds)
    {
        await networks.SetFaultsAsync(new { network = "telegram", operation = "sendMessage", kind = "throttle", retryAfter });
        var answer = await networks.Channel("telegram-kk").PostAsync(An.Order(Imitations.NextPage()));
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, Assert.IsType<Answer.Throttled>(answer).After);
        await networks.SetFaultsAsync();
    }

    [Theory]
    [InlineData(400, "Bad Request: message is too long", typeof(Answer.Rejected))]
    [InlineData(400, "Bad Request: chat not found", typeof(Answer.AccountBlocked))]
    [InlineData(400, "Bad Request: need administrator rights in the channel chat", typeof(Answer.AccountBlocked))]
    [InlineData(401, "Unauthorized", typeof(Answer.AccountBlocked))]
    [InlineData(403, "Forbidden: bot is not a member of the channel chat", typeof(Answer.AccountBlocked))]
    [InlineData(404, "Not Found", typeof(Answer.AccountBlocked))]
    [InlineData(500, "Request aborted", typeof(Answer.Uncertain))]
    [InlineData(502, "Bad Gateway", typeof(Answer.Uncertain))]
    public async Task Every_answer_is_judged_by_what_it_proves(int status, string description, Type judged)
    {
        await networks.SetFaultsAsync(new { network = "telegram", operation = "sendMessage", kind = "answer", status, body = new { ok = false, error_code = status, description } });
        var answer = await networks.Channel("telegram-kk").PostAsync(An.Order(Imitations.NextPage()));
        Assert.IsType(judged, answer);
        Assert.Contains(description, answer.Evidence, StringComparison.Ordinal);
        await networks.SetFaultsAsync();
    }

    [Fact]
    public async Task A_wrong_token_is_in_no_evidence()
    {
        var channel = networks.Channel("telegram-kk", settings => Imitations.With(Imitations.With(settings, "token", "99:CANARY"), "auditChatId", null));
        var answer = Assert.IsType<Answer.AccountBlocked>(await channel.PostAsync(An.Order(Imitations.NextPage())));
        Assert.DoesNotContain("CANARY", answer.Evidence + answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_edits_the_post_and_may_be_repeated()
    {
        var channel = networks.Channel("telegram-kk");
        var order = An.Order(Imitations.NextPage());
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var corrected = order with { Action = "correct", RemoteId = done.RemoteId, PostedAt = TimeProvider.System.GetUtcNow(), Document = order.Document with { Title = "Мемлекет басшысы отырыс өткізді" } };
        Assert.Equal(done.RemoteId, Assert.IsType<Answer.Done>(await channel.PostAsync(corrected)).RemoteId);
        Assert.IsType<Answer.Done>(await channel.PostAsync(corrected));
        var changes = await networks.ChangesAsync(order.Page);
        Assert.Equal(["posted", "edited"], changes.Select(change => change.What));
        Assert.StartsWith("Мемлекет басшысы отырыс өткізді", changes[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_deletes_the_post_and_may_be_repeated()
    {
        var channel = networks.Channel("telegram-kk");
        var order = An.Order(Imitations.NextPage());
        var done = Assert.IsType<Answer.Done>(await channel.PostAsync(order));
        var withdrawn = order with { Action = "withdraw", RemoteId = done.RemoteId, PostedAt = TimeProvider.System.GetUtcNow() };
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        Assert.IsType<Answer.Done>(await channel.PostAsync(withdrawn));
        Assert.Equal(["posted", "deleted"], (await networks.ChangesAsync(order.Page)).Select(change => change.What));
    }

    [Fact]
    public async Task After_two_days_a_person_must_delete_the_post()
    {
        var order = An.Order(Imitations.NextPage()) with { Action = "withdraw", RemoteId = "1", PostedAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(49) };
        Assert.Equal("held", Assert.IsType<Preparation.Unfit>(await networks.Channel("telegram-kk").PrepareAsync(order, CancellationToken.None)).State);
    }
}
