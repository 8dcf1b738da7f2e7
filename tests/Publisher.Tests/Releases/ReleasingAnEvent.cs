using System.Net;
using System.Net.Http.Json;
using Akorda.Contracts.Publications;
using Akorda.Publisher.Tests.World;
using Akorda.Testing;
using Akorda.Texts;

namespace Akorda.Publisher.Tests.Releases;

public sealed class ReleasingAnEvent(SharedNewsroom shared)
{
    private static readonly string[] Languages = ["en", "kk", "ru"];
    private readonly Newsroom newsroom = shared.Newsroom;

    [Fact]
    public async Task The_last_approval_of_three_makes_all_languages_public_in_one_push()
    {
        var kk = Newsroom.ADocument("kk", Languages);
        await newsroom.ApproveAsync(1, kk with { Language = "en" }, kk);
        await Eventually.TrueAsync(async () => (await newsroom.PublicationAsync(kk.EventId))?.Languages.Count(language => language.Value.State == "approved") == 2, "two approved texts");
        Assert.Null(newsroom.Site.NewestOf(kk.EventId));
        Assert.Equal("assembling", (await newsroom.PublicationAsync(kk.EventId))!.State);

        await newsroom.ApproveAsync(1, kk with { Language = "ru" });
        var published = await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId);

        Assert.Equal(Languages, published.Texts.Select(text => text.Language).Order());
        Assert.Equal($"https://akorda.example/kk/events/malimdeme-{kk.Number}", published.Texts.Single(text => text.Language == "kk").Url);
        var (push, _) = Assert.Single(newsroom.Site.Pushes, one => one.Push.EventId == kk.EventId);
        Assert.Equal(Languages, push.Texts.Select(text => text.Language));
        Assert.Equal(0, newsroom.Site.Forgeries);
        var publication = (await newsroom.PublicationAsync(kk.EventId))!;
        Assert.Equal("published", publication.State);
        Assert.All(publication.Languages.Values, language => Assert.Equal("public", language.State));
        Assert.Equal(3, publication.Deliveries.Count(delivery => delivery is { Destination: "site", State: "delivered" }));
    }

    [Fact]
    public async Task As_ready_shows_nothing_before_kazakh_and_then_each_language_as_it_comes()
    {
        var kk = Newsroom.ADocument("kk", Languages) with { ReleasePolicy = "as-ready" };
        await newsroom.ApproveAsync(1, kk with { Language = "ru" });
        await newsroom.EverythingIsHandledAsync();
        Assert.Null(newsroom.Site.NewestOf(kk.EventId));

        await newsroom.ApproveAsync(1, kk);
        await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId);
        Assert.Equal(["kk", "ru"], newsroom.Site.NewestOf(kk.EventId)!.Texts.Select(text => text.Language));

        await newsroom.ApproveAsync(1, kk with { Language = "en" });
        var later = await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId && message.Texts.Any(text => text.Language == "en"));
        Assert.Equal(["en"], later.Texts.Select(text => text.Language));
        Assert.Equal(Languages, newsroom.Site.NewestOf(kk.EventId)!.Texts.Select(text => text.Language));
        var site = (await newsroom.UntilAsync(kk.EventId, "published")).Deliveries.Where(delivery => delivery.Destination == "site").ToList();
        Assert.Equal(3, site.Count);
        Assert.All(site, delivery => Assert.Equal("publish", delivery.Action));
    }

    [Fact]
    public async Task A_publisher_lets_it_go_without_a_language_and_the_late_one_joins_it()
    {
        var kk = Newsroom.ADocument("kk", Languages);
        await newsroom.ApproveAsync(1, kk, kk with { Language = "en" });
        await Eventually.TrueAsync(async () => (await newsroom.PublicationAsync(kk.EventId))?.Languages.Count(language => language.Value.State == "approved") == 2, "two approved texts");
        using var publisher = newsroom.Publisher();
        Task<HttpResponseMessage> ReleaseAsync(object body) => publisher.PostAsJsonAsync($"/api/publications/{kk.EventId}/release", body);

        using var stale = newsroom.Publisher(signedInAt: TimeProvider.System.GetUtcNow().AddMinutes(-6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stale.PostAsJsonAsync($"/api/publications/{kk.EventId}/release", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await ReleaseAsync(new { without = Array.Empty<string>(), reason = "now" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReleaseAsync(new { without = new[] { "kk", "ru" }, reason = "now" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReleaseAsync(new { without = new[] { "ru" } })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReleaseAsync(new { without = new[] { "xx" }, reason = "now" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ReleaseAsync(new { without = new[] { "ru" }, reason = "the translator is ill" })).StatusCode);
        await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId);
        Assert.Equal(["en", "kk"], newsroom.Site.NewestOf(kk.EventId)!.Texts.Select(text => text.Language));
        Assert.Equal(HttpStatusCode.OK, (await ReleaseAsync(new { without = new[] { "ru" }, reason = "again" })).StatusCode);

        await newsroom.ApproveAsync(1, kk with { Language = "ru" });
        await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId && message.Texts.Any(text => text.Language == "ru"));
        Assert.Equal(Languages, newsroom.Site.NewestOf(kk.EventId)!.Texts.Select(text => text.Language));
    }

    [Fact]
    public async Task A_release_waits_for_its_photographs_and_takes_no_other_bytes()
    {
        byte[] bytes = [1, 2, 3];
        var id = Guid.CreateVersion7();
        DocumentMedia medium = new() { Id = id, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Alt = "Сурет", Caption = null, Credit = null };
        var document = Newsroom.ADocument() with { Media = [medium] };
        newsroom.Site.MediaOfIngestion[id] = [9, 9, 9];
        await newsroom.ApproveAsync(1, document);
        await newsroom.UntilAsync(document.EventId, "scheduled");
        await Eventually.TrueAsync(async () => await ProblemOfAsync(id) is not null, "refusal of other bytes");
        Assert.Null(newsroom.Site.NewestOf(document.EventId));
        Assert.False(newsroom.Site.Media.ContainsKey(id));

        newsroom.Site.MediaOfIngestion[id] = bytes;
        await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == document.EventId);
        Assert.Equal(bytes, newsroom.Site.Media[id]);
    }

    [Fact]
    public async Task A_second_text_of_the_same_language_is_not_pushed_again()
    {
        var document = Newsroom.ADocument();
        var message = newsroom.Approved(document);
        await newsroom.Probe.SendAsync(message);
        await newsroom.Probe.WaitForAsync<ReleasePublished>(published => published.EventId == document.EventId);
        await newsroom.Probe.SendAsync(message);
        await newsroom.Probe.SendAsync(newsroom.Approved(document with { Title = "Басқа" }, round: 2));
        await newsroom.EverythingIsHandledAsync();
        Assert.Single(newsroom.Site.Pushes, one => one.Push.EventId == document.EventId);
    }

    private async Task<string?> ProblemOfAsync(Guid media)
    {
        await using var command = newsroom.Database.CreateCommand("select problem from publisher.media where media_id = $1");
        command.Parameters.AddWithValue(media);
        return await command.ExecuteScalarAsync() as string;
    }
}
