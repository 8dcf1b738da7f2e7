using System.Net;
using System.Text.Json.Nodes;
using Akorda.Testing;

[assembly: AssemblyFixture(typeof(Akorda.Journeys.Product))]

namespace Akorda.Journeys;

/// <summary>The whole way of one event through the product, as its people and its readers see it.</summary>
public sealed class AnEvent(Product product)
{
    private readonly Newsroom newsroom = product.Newsroom;
    private readonly Readers readers = new(product.Site, product.Sandbox);

    [Fact]
    public async Task Reaches_its_readers_in_three_languages_and_each_channel_once()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await ReleaseAsync(id);
        var publication = await newsroom.DeliveredAsync(id);

        var deliveries = publication["deliveries"]!.AsArray();
        Assert.Equal(9, deliveries.Count(delivery => (string)delivery!["destination"]! != "site"));
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            var url = await newsroom.UrlAsync(id, language);
            var (status, page) = await readers.ReadAsync(url);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(Sample.Sentence(language, 0), page.QuerySelector("h1")!.TextContent.Trim());
            Assert.Contains(Sample.Sentence(language, 2), page.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(3, (await readers.PostsAsync(url)).Count);
            foreach (var feed in (string[])["rss", "atom", "json"])
                Assert.Contains(url, (await readers.TextAsync($"/{language}/feed.{feed}")).Replace("\\/", "/", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(url, await readers.SitemapsAsync());
        }
    }

    [Fact]
    public async Task Leaves_a_timeline_of_every_step()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await ReleaseAsync(id);
        await newsroom.DeliveredAsync(id);
        await Eventually.TrueAsync(async () =>
        {
            var steps = (await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}/timeline"))["items"]!.AsArray();
            return steps.Count(step => ((string)step!["step"]!).Contains("deliver", StringComparison.Ordinal)) >= 9;
        }, "timeline with every delivery");
        var draft = await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}");
        Assert.Equal("published", (string?)draft["status"]);
        Assert.Equal(1, (int)draft["publishedRevision"]!);
    }

    [Fact]
    public async Task Comes_back_to_its_translator_with_the_reviewers_comment()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await newsroom.TranslateAsync(id, "ru", Sample.Into("ru"));
        await newsroom.TranslateAsync(id, "en", Sample.Into("en"));
        await newsroom.ReturnAsync(id, "ru", "Заголовок неточен.");

        await newsroom.TranslateAsync(id, "ru", segment => Sample.Into("ru")(segment).Replace("встретился", "провёл встречу", StringComparison.Ordinal), state: "returned");
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language);
        await newsroom.DeliveredAsync(id);
        var (_, page) = await readers.ReadAsync(await newsroom.UrlAsync(id, "ru"));
        Assert.Contains("провёл встречу", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comes_back_to_its_editor_and_keeps_what_was_translated()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await newsroom.TranslateAsync(id, "ru", Sample.Into("ru"));
        await newsroom.TranslateAsync(id, "en", Sample.Into("en"));
        await newsroom.ReturnAsync(id, "kk", "Топик жоқ.");
        await Eventually.TrueAsync(async () => (string?)(await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["status"] == "returned", "returned draft");

        var revised = Sample.Draft();
        revised["topics"] = new JsonArray("foreign-policy");
        await newsroom.ReviseAsync(id, revised);

        // No segment changed, so the translations complete themselves; only people's approvals are asked for again.
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language, revision: 2);
        await newsroom.DeliveredAsync(id, revision: 2);
    }

    [Fact]
    public async Task Is_corrected_on_its_pages_and_posts_by_a_new_revision()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await ReleaseAsync(id);
        await newsroom.DeliveredAsync(id);
        var url = await newsroom.UrlAsync(id, "kk");

        var corrected = Sample.Draft(" 2021");
        corrected["body"] = ((string)corrected["body"]!).Replace("12 елдің", "14 елдің", StringComparison.Ordinal);
        await newsroom.ReviseAsync(id, corrected);
        foreach (var language in (string[])["ru", "en"])
            await newsroom.TranslateAsync(id, language, segment => Correct(language, segment));
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language, revision: 2);
        await newsroom.DeliveredAsync(id, revision: 2);

        Assert.Equal(url, await newsroom.UrlAsync(id, "kk"));
        var (_, page) = await readers.ReadAsync(await newsroom.UrlAsync(id, "ru"));
        Assert.Contains("14", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // Telegram and Facebook edit the post that stands; X has no edit, so a new post quotes the old one.
        var posts = await readers.PostsAsync(url);
        Assert.Equal(["facebook", "telegram", "x", "x"], posts.Select(post => (string)post["network"]!).Order());
        Assert.All(posts.Where(post => (string)post["network"]! != "x"), post => Assert.Contains("2021", (string)post["text"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_taken_back_everywhere_by_a_withdrawal()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft());
        await ReleaseAsync(id);
        await newsroom.DeliveredAsync(id);
        List<string> urls = [];
        foreach (var language in (string[])["kk", "ru", "en"]) urls.Add(await newsroom.UrlAsync(id, language));

        await newsroom.CallAsync("publisher", HttpMethod.Post, $"/api/publications/{id}/withdraw", new JsonObject { ["reason"] = "Қате" });
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "withdrawn"
            && publication["deliveries"]!.AsArray().Where(delivery => (string)delivery!["action"]! == "withdraw").ToList() is { Count: 10 or 12 } back
            && back.All(delivery => (string)delivery!["state"]! == "delivered"), "is withdrawn everywhere");
        foreach (var url in urls)
        {
            Assert.Equal(HttpStatusCode.Gone, (await readers.ReadAsync(url)).Status);
            Assert.Empty(await readers.PostsAsync(url));
        }
    }

    [Fact]
    public async Task Is_nowhere_before_its_embargo()
    {
        var draft = Sample.Draft();
        var until = TimeProvider.System.GetUtcNow().AddSeconds(6);
        draft["embargoUntil"] = until.ToString("O");
        draft["title"] = "Эмбарго астындағы оқиға";
        draft["targetLanguages"] = new JsonArray();
        var id = await newsroom.SubmitAsync(draft);
        await newsroom.ApproveAsync(id, "kk");
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "scheduled", "is scheduled");
        Assert.DoesNotContain("Эмбарго", await readers.TextAsync("/kk/"), StringComparison.Ordinal);

        var publication = await newsroom.DeliveredAsync(id);
        Assert.True((DateTimeOffset)publication["releasedAt"]! >= until);
        var first = publication["deliveries"]!.AsArray().SelectMany(delivery => delivery!["attempts"]!.AsArray()).Min(attempt => (DateTimeOffset)attempt!["startedAt"]!);
        Assert.True(first >= until);
    }

    [Fact]
    public async Task Cannot_be_approved_by_who_wrote_or_translated_it()
    {
        var id = await newsroom.SubmitAsync(Sample.Draft(), editor: "chief");
        var review = await newsroom.PendingReviewAsync(id, "kk", who: "chief");
        using var refused = await newsroom.SendAsync("chief", HttpMethod.Post, $"/api/reviews/{review["id"]}/approve", new JsonObject { ["digest"] = (string)review["digest"]! }, null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("four-eyes", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task ReleaseAsync(Guid id)
    {
        foreach (var language in (string[])["ru", "en"]) await newsroom.TranslateAsync(id, language, Sample.Into(language));
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language);
    }

    private static string Correct(string language, JsonNode segment) => ((string)segment["source"]!).Contains("14 елдің", StringComparison.Ordinal)
        ? Sample.Sentence(language, 1).Replace("12", "14", StringComparison.Ordinal)
        : Sample.Into(language)(segment);
}
