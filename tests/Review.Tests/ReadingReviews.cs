using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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

    private async Task<JsonElement> GetAsync(JsonElement review)
    {
        using var client = newsroom.Reviewer();
        return await client.GetFromJsonAsync<JsonElement>($"/api/reviews/{review.GetProperty("id").GetGuid()}");
    }
}
