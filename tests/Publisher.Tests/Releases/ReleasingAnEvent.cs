using Akorda.Contracts.Publications;
using Akorda.Publisher.Tests.World;

namespace Akorda.Publisher.Tests.Releases;

public sealed class ReleasingAnEvent
{
    [Fact]
    public async Task The_last_approval_of_three_makes_all_languages_public_in_one_push()
    {
        await using var newsroom = await Newsroom.StartAsync();
        string[] languages = ["en", "kk", "ru"];
        var kk = Newsroom.ADocument("kk", languages);
        await newsroom.ApproveAsync(1, kk with { Language = "en" }, kk);
        await newsroom.EverythingIsHandledAsync();
        Assert.Empty(newsroom.Site.Pushes);
        Assert.Equal("assembling", (await newsroom.PublicationAsync(kk.EventId))!.State);

        await newsroom.ApproveAsync(1, kk with { Language = "ru" });
        var published = await newsroom.Probe.WaitForAsync<ReleasePublished>(message => message.EventId == kk.EventId);

        Assert.Equal(languages, published.Texts.Select(text => text.Language).Order());
        Assert.Equal($"https://akorda.example/kk/events/malimdeme-{kk.Number}", published.Texts.Single(text => text.Language == "kk").Url);
        var (push, _) = Assert.Single(newsroom.Site.Pushes);
        Assert.Equal(languages, push.Texts.Select(text => text.Language));
        Assert.Equal(0, newsroom.Site.Forgeries);
        var publication = (await newsroom.PublicationAsync(kk.EventId))!;
        Assert.Equal("published", publication.State);
        Assert.All(publication.Languages.Values, language => Assert.Equal("public", language.State));
        Assert.Equal(3, publication.Deliveries.Count(delivery => delivery is { Destination: "site", State: "delivered" }));
    }
}
