using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Site.Tests;

public sealed class WithdrawingAPublication(PressFixture fixture) : IClassFixture<PressFixture>
{
    private readonly Press press = fixture.Press;

    [Theory]
    [InlineData("kk", "Хабарлама қайтарып алынды")]
    [InlineData("ru", "Сообщение отозвано")]
    [InlineData("en", "Statement withdrawn")]
    public async Task Leaves_a_notice_in_the_language_of_the_path_at_every_address(string language, string notice)
    {
        var documents = await WithdrawnAsync();
        var document = documents.Single(each => each.Language == language);
        var path = A.PathOf(document);
        foreach (var address in new[] { path, path + "/print", path + "/", path + "?v=1", $"/{language}/events/other-{document.Number}", $"/{language}/events/other-{document.Number}/print" })
        {
            using var answer = await press.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.Gone), (address, answer.StatusCode));
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains(notice, page, StringComparison.Ordinal);
            Assert.DoesNotContain(document.Title, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_it_out_of_listings_sitemaps_and_the_search()
    {
        var documents = await WithdrawnAsync();
        var number = $"{documents[0].Number}";
        foreach (var path in new[] { "/kk/", "/kk/events/", "/kk/events/akorda/", $"/sitemap-{documents[0].Number / 1000}.xml", "/sitemap-news.xml" })
            Assert.DoesNotContain(number, await press.ReadAsync(path), StringComparison.Ordinal);
        Assert.Contains("Ештеңе табылмады", await press.ReadAsync($"/kk/search?q={number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_its_id_in_feeds_without_title_and_text()
    {
        var documents = await WithdrawnAsync();
        var id = $"urn:uuid:{documents[0].EventId:D}";
        XNamespace tombstones = "http://purl.org/atompub/tombstones/1.0";
        foreach (var feed in new[] { "/kk/feed.", "/kk/events/feed." })
        {
            var rss = XDocument.Parse(await press.ReadAsync(feed + "rss")).Descendants("item").Single(item => item.Element("guid")!.Value == id);
            Assert.Equal("Хабарлама қайтарып алынды", rss.Element("title")!.Value);
            Assert.Null(rss.Element(XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/")));
            var atom = XDocument.Parse(await press.ReadAsync(feed + "atom"));
            Assert.Single(atom.Descendants(tombstones + "deleted-entry"), entry => entry.Attribute("ref")!.Value == id);
            Assert.DoesNotContain(documents[0].Title, atom.ToString(), StringComparison.Ordinal);
            using var json = JsonDocument.Parse(await press.ReadAsync(feed + "json"));
            var item = json.RootElement.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
            Assert.False(item.TryGetProperty("title", out _) || item.TryGetProperty("content_html", out _));
        }
    }

    [Fact]
    public async Task Leaves_no_word_of_it_in_the_database()
    {
        var documents = await WithdrawnAsync();
        var db = press.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(SiteModule.Key);
        Assert.Equal(3, await db.FindAsync("select count(*) from site.text where event_id = $1 and document is null and approval is null", [documents[0].EventId], row => row.GetInt64(0), default));
    }

    [Fact]
    public async Task Is_for_ever()
    {
        var documents = await WithdrawnAsync();
        using var again = await press.PushAsync(Press.PushOf(documents, 3));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var page = await press.GetAsync(A.PathOf(documents[0]));
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
    }

    [Fact]
    public async Task Needs_no_proof_of_the_words_that_it_takes_back()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var push = Press.PushOf(documents, 2) with { Withdrawn = true };
        await press.ShowAsync(push with { Texts = [.. push.Texts.Select(text => text with { Approval = "expired" })] });
        using var page = await press.GetAsync(A.PathOf(documents[0]));
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
    }

    private async Task<IReadOnlyList<Document>> WithdrawnAsync()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        await press.ShowAsync(Press.PushOf(documents, 2) with { Withdrawn = true });
        return documents;
    }
}
