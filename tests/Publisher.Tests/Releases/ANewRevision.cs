using Akorda.Contracts.Publications;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Releases;

public sealed class ANewRevision(SharedNewsroom shared)
{
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task It_ends_an_unreleased_release_and_late_approvals_of_the_old_one_change_nothing()
    {
        var kk = Newsroom.ADocument("kk", ["kk", "ru"]);
        await newsroom.ApproveAsync(1, kk);
        await newsroom.UntilAsync(kk.EventId, "assembling");
        await newsroom.SubmitAsync(kk with { Title = "Екінші" }, 2);
        await Testing.Eventually.TrueAsync(async () => (await newsroom.PublicationAsync(kk.EventId))!.Revision == 2, "second revision");
        await newsroom.ApproveAsync(1, kk with { Language = "ru" });
        await newsroom.EverythingIsHandledAsync();
        Assert.Null(newsroom.Site.NewestOf(kk.EventId));

        await newsroom.ApproveAsync(2, kk with { Title = "Екінші" }, kk with { Title = "Второе", Language = "ru" });
        var published = await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId);
        Assert.Equal(2, published.Revision);
        Assert.All(newsroom.Site.NewestOf(kk.EventId)!.Texts, text => Assert.Equal(2, text.Revision));
    }

    [Fact]
    public async Task It_ends_a_scheduled_release_and_may_bring_an_earlier_embargo()
    {
        var document = Newsroom.ADocument() with { EmbargoUntil = TimeProvider.System.GetUtcNow().AddHours(1) };
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "scheduled");
        await newsroom.ApproveAsync(2, document with { EmbargoUntil = null });
        var published = await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == document.EventId);
        Assert.Equal(2, published.Revision);
    }

    [Fact]
    public async Task A_correction_stands_beside_what_is_public_and_then_edits_page_and_post()
    {
        var channel = shared.TakeChannel();
        var kk = Newsroom.ADocument("kk", ["kk", "ru"], [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, kk, kk with { Language = "ru", Channels = [] });
        await newsroom.UntilAsync(kk.EventId, channel.Settings.Id, "publish", "delivered");

        var corrected = kk with { Title = "Түзетілген мәлімдеме" };
        await newsroom.ApproveAsync(2, corrected);
        var between = await Testing.Eventually.AnswerAsync(
            async () => await newsroom.PublicationAsync(kk.EventId) is { Next: not null } publication ? publication : null, "correction under way");
        Assert.Equal(("published", 1), (between.State, between.Revision));
        Assert.Equal(("assembling", 2), (between.Next!.State, between.Next.Revision));
        Assert.Equal("approved", between.Next.Languages["kk"].State);

        await newsroom.ApproveAsync(2, kk with { Language = "ru", Channels = [] });
        var correction = await newsroom.UntilAsync(kk.EventId, channel.Settings.Id, "correct", "delivered", revision: 2);
        Assert.Equal($"{channel.Settings.Id}-1", correction.RemoteId);
        Assert.Equal([1L, 2L], newsroom.Site.Pushes.Where(one => one.Push.EventId == kk.EventId).Select(one => one.Push.Version));
        // The address was made at the first release and stays.
        Assert.Equal("malimdeme", newsroom.Site.NewestOf(kk.EventId)!.Texts.Single(text => text.Language == "kk").Slug);
        Assert.Equal(("published", 2), ((await newsroom.PublicationAsync(kk.EventId))!.State, (await newsroom.PublicationAsync(kk.EventId))!.Revision));
    }

    [Fact]
    public async Task A_correction_waits_until_the_first_post_is_settled()
    {
        var channel = shared.TakeChannel().Then(new Answer.Uncertain { Evidence = "reset" }).ThenFind(new Finding.Unknowable("no audit chat") { Evidence = "" });
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        var held = await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "held");
        await newsroom.ApproveAsync(2, document with { Title = "Түзетілген" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "correct", "planned", revision: 2);
        // Another event passes through the same channel meanwhile: the correction was passed over, not just late.
        var other = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, other);
        await newsroom.UntilAsync(other.EventId, channel.Settings.Id, "publish", "delivered");
        Assert.DoesNotContain(channel.Calls, call => call.Action == "correct");

        using var publisher = newsroom.Publisher();
        await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(publisher, $"/api/deliveries/{held.Id}/resolve", new { outcome = "posted", url = "https://network.example/seen" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "correct", "delivered", revision: 2);
    }

    [Fact]
    public async Task A_correction_that_leaves_the_post_as_it_is_posts_nothing()
    {
        var channel = shared.TakeChannel();
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered");
        await newsroom.ApproveAsync(2, document with { Body = "Басқа мәтін." });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "correct", "skipped", revision: 2);
        Assert.Single(channel.Calls);
    }

    [Fact]
    public async Task A_correction_of_a_post_that_never_was_is_the_first_post()
    {
        var channel = shared.TakeChannel().Then(new Answer.Uncertain { Evidence = "reset" }).ThenFind(new Finding.Unknowable("no audit chat") { Evidence = "" });
        var document = Newsroom.ADocument(channels: [channel.Settings.Id]);
        await newsroom.ApproveAsync(1, document);
        var held = await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "held");
        await newsroom.ApproveAsync(2, document with { Title = "Түзетілген" });
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "correct", "planned", revision: 2);
        using var publisher = newsroom.Publisher();
        await Testing.Eventually.TrueAsync(
            async () => (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(publisher, $"/api/deliveries/{held.Id}/resolve", new { outcome = "absent" })).IsSuccessStatusCode,
            "permission to call it absent");

        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "delivered", revision: 2);
        await newsroom.UntilAsync(document.EventId, channel.Settings.Id, "publish", "withdrawn", revision: 1);
        Assert.Equal(2, channel.Calls.Count);
    }
}
