using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Site.Tests;

public sealed class ReadingFeeds(PressFixture fixture) : IClassFixture<PressFixture>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";
    private readonly Press press = fixture.Press;

    [Theory]
    [InlineData("/en/", "feed.rss", "application/rss+xml")]
    [InlineData("/en/events/", "feed.atom", "application/atom+xml")]
    [InlineData("/en/", "feed.json", "application/feed+json")]
    public async Task Each_says_what_it_is_and_any_origin_may_read_it(string listing, string feed, string type)
    {
        using var answer = await press.GetAsync(listing + feed);
        Assert.Equal($"{type}; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["cross-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task All_three_hold_the_whole_text_under_the_id_of_the_event()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var (document, id) = (documents[2], $"urn:uuid:{documents[2].EventId:D}");
        var url = press.Host.Site.GetLeftPart(UriPartial.Authority) + A.PathOf(document);
        foreach (var listing in new[] { "/en/", "/en/events/" })
        {
            var rss = XDocument.Parse(await press.ReadAsync(listing + "feed.rss")).Descendants("item").Single(item => item.Element("guid")!.Value == id);
            Assert.Equal((document.Title, url, "false"), (rss.Element("title")!.Value, rss.Element("link")!.Value, rss.Element("guid")!.Attribute("isPermaLink")!.Value));
            Assert.Contains("<blockquote", rss.Element(Content + "encoded")!.Value, StringComparison.Ordinal);
            var published = DateTimeOffset.ParseExact(rss.Element("pubDate")!.Value, "r", CultureInfo.InvariantCulture);

            var atom = XDocument.Parse(await press.ReadAsync(listing + "feed.atom")).Root!;
            Assert.Equal(press.Host.Site.GetLeftPart(UriPartial.Authority) + listing + "feed.atom", atom.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "self").Attribute("href")!.Value);
            var entry = atom.Elements(Atom + "entry").Single(one => one.Element(Atom + "id")!.Value == id);
            Assert.Equal(document.Title, entry.Element(Atom + "title")!.Value);
            Assert.Contains("<blockquote", entry.Element(Atom + "content")!.Value, StringComparison.Ordinal);
            Assert.Equal(["en", "kk", "ru"], entry.Elements(Atom + "link").Select(link => link.Attribute("hreflang")!.Value).Order());
            Assert.Equal(published, DateTimeOffset.Parse(entry.Element(Atom + "published")!.Value, CultureInfo.InvariantCulture));

            using var json = JsonDocument.Parse(await press.ReadAsync(listing + "feed.json"));
            Assert.Equal("https://jsonfeed.org/version/1.1", json.RootElement.GetProperty("version").GetString());
            var item = json.RootElement.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
            Assert.Equal((document.Title, url), (item.GetProperty("title").GetString(), item.GetProperty("url").GetString()));
            Assert.Contains("<blockquote", item.GetProperty("content_html").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_corrected_item_keeps_its_id_and_its_first_date()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var before = await EntryAsync(documents[0].EventId);
        await press.ShowAsync(Press.PushOf([.. documents.Select(document => document with { Body = "Corrected." })], 2, 2));
        var after = await EntryAsync(documents[0].EventId);
        Assert.Equal(before.Element(Atom + "published")!.Value, after.Element(Atom + "published")!.Value);
        Assert.Contains("Corrected.", after.Element(Atom + "content")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_one_is_whole()
    {
        await using var empty = await Press.StartAsync();
        Assert.Empty(XDocument.Parse(await empty.ReadAsync("/kk/feed.rss")).Descendants("item"));
        Assert.Empty(XDocument.Parse(await empty.ReadAsync("/kk/feed.atom")).Root!.Elements(Atom + "entry"));
        using var json = JsonDocument.Parse(await empty.ReadAsync("/kk/feed.json"));
        Assert.Equal(0, json.RootElement.GetProperty("items").GetArrayLength());
        Assert.Empty(XDocument.Parse(await empty.ReadAsync("/sitemap-news.xml")).Root!.Elements());
    }

    [Fact]
    public async Task Fifty_items_are_the_most()
    {
        await using var busy = await Press.StartAsync();
        var all = Enumerable.Range(0, 60).Select(_ => A.Event()).ToList();
        foreach (var documents in all) await busy.ShowAsync(Press.PushOf([documents[0]]));
        var titles = XDocument.Parse(await busy.ReadAsync("/kk/feed.rss")).Descendants("item").Select(item => item.Element("title")!.Value).ToList();
        Assert.Equal(all.AsEnumerable().Reverse().Take(50).Select(documents => documents[0].Title), titles);
    }

    [Fact]
    public async Task The_sitemap_leads_to_every_page_in_every_language()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var origin = press.Host.Site.GetLeftPart(UriPartial.Authority);
        var pages = new List<XElement>();
        foreach (var part in XDocument.Parse(await press.ReadAsync("/sitemap.xml")).Root!.Elements(Map + "sitemap"))
            pages.AddRange(XDocument.Parse(await press.ReadAsync(part.Element(Map + "loc")!.Value[origin.Length..])).Root!.Elements(Map + "url"));
        foreach (var document in documents)
        {
            var page = pages.Single(url => url.Element(Map + "loc")!.Value == origin + A.PathOf(document));
            Assert.Equal(["en", "kk", "ru", "x-default"], page.Elements(Xhtml + "link").Select(link => link.Attribute("hreflang")!.Value).Order());
        }
        Assert.Contains(pages, url => url.Element(Map + "loc")!.Value == origin + "/en/events/akorda/");
    }

    [Fact]
    public async Task News_are_news_for_two_days()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.Zero };
        await using var aging = await Press.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        var documents = A.Event();
        await aging.ShowAsync(Press.PushOf(documents));
        var news = XDocument.Parse(await aging.ReadAsync("/sitemap-news.xml")).Root!.Elements(Map + "url").ToList();
        Assert.Equal(3, news.Count);
        Assert.Equal(documents.Select(document => document.Title).Order(), news.Select(url => url.Descendants(News + "title").Single().Value).Order());
        var security = await aging.ReadAsync("/.well-known/security.txt");
        clock.Advance(TimeSpan.FromDays(2));
        await Testing.Eventually.TrueAsync(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return !XDocument.Parse(await aging.ReadAsync("/sitemap-news.xml")).Root!.HasElements;
        }, "empty news sitemap");
        Assert.NotEqual(security, await aging.ReadAsync("/.well-known/security.txt"));
        Assert.Contains(documents[0].Title, await aging.ReadAsync("/kk/"), StringComparison.Ordinal);
    }

    private async Task<XElement> EntryAsync(Guid eventId) => XDocument.Parse(await press.ReadAsync("/kk/feed.atom")).Root!
        .Elements(Atom + "entry").Single(entry => entry.Element(Atom + "id")!.Value == $"urn:uuid:{eventId:D}");
}
