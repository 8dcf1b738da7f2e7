using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Review.Reviews;

namespace Akorda.Review.Tests;

public sealed class ReadingReviews(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Shows_the_text_its_source_and_the_checks_that_were_let_stand()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated(document: about.Document("ru", "Заголовок", "Один **абзац**.\n\n![](media:0193b0a1-0000-7000-8000-000000000001)")));
        await newsroom.ReviewOfAsync(about);
        var review = await GetAsync(await newsroom.ReviewOfAsync(about, language: "ru"));

        var text = review.GetProperty("text");
        Assert.Equal("Заголовок", text.GetProperty("title").GetString());
        Assert.Contains("<p id=\"p1\">Один <strong>абзац</strong>.</p>", text.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("<img src=\"/api/media/0193b0a1-0000-7000-8000-000000000001\" alt=\"A picture\">", text.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal("A caption", text.GetProperty("media")[0].GetProperty("caption").GetString());
        Assert.Equal("A post.", text.GetProperty("channelTexts").GetProperty("telegram-ru").GetString());
        Assert.Equal("A title", review.GetProperty("source").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, review.GetProperty("difference").ValueKind);
        Assert.Equal("written in words", review.GetProperty("acknowledged")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Shows_what_changed_since_the_last_approved_text()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(1, about.Document(body: "One old paragraph stays.\n\nThis one goes away.")));
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));
        await newsroom.HandleAsync(about.Submitted(2, about.Document(body: "One new paragraph stays.") with { EmbargoUntil = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) }));
        var review = await GetAsync(await newsroom.ReviewOfAsync(about, 2));

        var parts = review.GetProperty("difference").EnumerateArray().Select(part => part.GetProperty("kind").GetString() + ": "
            + string.Concat(part.GetProperty("runs").EnumerateArray().Select(run => $"{run.GetProperty("change").GetString()![0]}[{run.GetProperty("text").GetString()}]")));
        Assert.Equal(
            ["title: k[A title]", "lead: k[A lead]", "place: k[Astana]", "paragraph: k[One ]r[old]a[new]k[ paragraph stays.]", "paragraph: r[This one goes away.]",
                "alt: k[A picture]", "caption: k[A caption]", "embargoUntil: a[2026-01-02T03:04:05.0000000+00:00]"],
            parts);
        Assert.Equal(JsonValueKind.Null, review.GetProperty("source").ValueKind);
    }

    [Fact]
    public async Task Puts_a_translation_beside_its_source_by_the_names_that_its_translator_knows()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated(document: about.Document("ru", "Заголовок", "Первый абзац.\n\nВторой абзац.")) with { SegmentIds = ["t", "l", "p", "b1", "b2", "a", "c"] });
        await newsroom.ReviewOfAsync(about);
        var review = await GetAsync(await newsroom.ReviewOfAsync(about, language: "ru"));

        Assert.Equal(
            ["t title: A title = Заголовок", "l lead: A lead = A lead", "p place: Astana = Astana", "b1 paragraph: One paragraph. = Первый абзац.", "b2 paragraph: Another paragraph. = Второй абзац.",
                "a alt: A picture = A picture", "c caption: A caption = A caption"],
            Aligned(review).Select(segment => $"{segment.Id} {segment.Kind}: {segment.Source} = {segment.Text}"));
        Assert.Equal(["editor", "translator"], review.GetProperty("writers").EnumerateArray().Select(writer => writer.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Aligns_what_an_older_translation_service_sent_without_names()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated());
        var source = await GetAsync(await newsroom.ReviewOfAsync(about));
        var review = await GetAsync(await newsroom.ReviewOfAsync(about, language: "ru"));
        Assert.Equal(Aligned(source).Select(segment => (segment.Id, segment.Text)), Aligned(review).Select(segment => (segment.Id, segment.Source!)));
    }

    [Fact]
    public async Task Keeps_the_names_of_segments_that_a_revision_corrected_and_says_what_changed_by_them()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(1, about.Document(body: "The first paragraph stands.\n\nThe old second paragraph is long.")));
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));
        await newsroom.HandleAsync(about.Submitted(2, about.Document(body: "The new second paragraph is long.")));
        var before = Aligned(await GetAsync(await newsroom.ReviewOfAsync(about)));
        var review = await GetAsync(await newsroom.ReviewOfAsync(about, 2));

        var now = Aligned(review);
        Assert.Equal(before.Where(segment => segment.Text != "The first paragraph stands.").Select(segment => segment.Id), now.Select(segment => segment.Id));
        Assert.All(now, segment => Assert.Null(segment.Source));
        var changed = review.GetProperty("difference").EnumerateArray().Single(part => part.GetProperty("runs").EnumerateArray().Any(run => run.GetProperty("text").GetString() == "new"));
        Assert.Equal(now[3].Id, changed.GetProperty("segment").GetString());
    }

    [Fact]
    public async Task Says_why_the_text_before_it_was_returned()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Translated());
        using (await newsroom.ReturnAsync(await newsroom.ReviewOfAsync(about, language: "ru"), new { comment = "The year.", segments = (string[])["b1"] })) { }
        await newsroom.HandleAsync(about.Translated(round: 2));
        var returned = (await GetAsync(await newsroom.ReviewOfAsync(about, round: 2, language: "ru"))).GetProperty("lastReturn");
        Assert.Equal(("The year.", "b1", "reviewer", 1), (
            returned.GetProperty("comment").GetString(), returned.GetProperty("segments")[0].GetString(), returned.GetProperty("by").GetProperty("id").GetString(), returned.GetProperty("round").GetInt32()));
    }

    [Fact]
    public async Task Lists_by_language_and_state()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await newsroom.HandleAsync(about.Translated());
        await newsroom.ReviewOfAsync(about, language: "ru");
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(about));
        using var client = newsroom.Reviewer();
        var found = (await client.GetFromJsonAsync<JsonElement>("/api/reviews?language=kk&state=approved&limit=100")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(found, review => Assert.Equal(("kk", "approved"), (review.GetProperty("language").GetString(), review.GetProperty("state").GetString())));
        Assert.Contains(found, review => review.GetProperty("eventId").GetGuid() == about.EventId);
    }

    [Fact]
    public async Task Pages_through_everything_once_newest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            var about = A.Event();
            await newsroom.HandleAsync(about.Submitted());
            await newsroom.ReviewOfAsync(about);
        }
        using var client = newsroom.Reviewer();
        var ids = new List<Guid>();
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/reviews?limit=2{next}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(review => review.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
        Assert.True(ids.Count >= 5);
        Assert.Equal(ids.Distinct().OrderDescending(), ids);
    }

    [Theory]
    [InlineData("language=de")]
    [InlineData("language=KK")]
    [InlineData("language=")]
    [InlineData("language=kk&language=ru")]
    [InlineData("state=open")]
    [InlineData("state=Pending")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("cursor=rubbish")]
    public async Task Refuses_a_filter_that_it_does_not_know(string query)
    {
        using var client = newsroom.Reviewer();
        using var answer = await client.GetAsync($"/api/reviews?{query}");
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.BadRequest, "bad-query");
    }

    [Fact]
    public async Task Of_nothing_is_not_found()
    {
        using var client = newsroom.Reviewer();
        using var answer = await client.GetAsync($"/api/reviews/{Guid.CreateVersion7()}");
        await Newsroom.AssertProblemAsync(answer, HttpStatusCode.NotFound, "not-found");
    }

    private static List<AlignedSegment> Aligned(JsonElement review) => review.GetProperty("aligned").Deserialize<List<AlignedSegment>>(JsonSerializerOptions.Web)!;

    private async Task<JsonElement> GetAsync(JsonElement review)
    {
        using var client = newsroom.Reviewer();
        return await client.GetFromJsonAsync<JsonElement>($"/api/reviews/{review.GetProperty("id").GetGuid()}");
    }
}
