using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Akorda.Translation.Tests;

public sealed class ReadingTasks(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Lists_them_by_language_and_state_page_by_page()
    {
        List<Guid> queued = [];
        for (var i = 0; i < 3; i++)
        {
            var about = A.Event();
            await newsroom.HandleAsync(about.Submitted(languages: ["kk"]));
            queued.Add(await newsroom.QueuedAsync(about, language: "kk"));
            newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await newsroom.TranslatedAsync(language: "ru");
        var client = newsroom.Translator().Client;
        List<Guid> read = [];
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/translations?language=kk&state=queued&limit=2{next}");
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : null;
        }
        Assert.Equal(queued.AsEnumerable().Reverse(), read);
    }

    [Fact]
    public async Task Shows_exactly_what_the_description_names()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        var task = await newsroom.Translator().GetAsync(await newsroom.QueuedAsync(about));
        Assert.Equal(
            [
                "id", "eventId", "number", "title", "language", "sourceLanguage", "revision", "round", "state", "holder", "leaseEndsAt", "urgency", "embargoUntil", "createdAt", "comment", "returned",
                "progress", "segments", "acknowledged",
            ],
            task.EnumerateObject().Select(member => member.Name));
        var segment = task.GetProperty("segments")[0];
        Assert.Equal(["id", "kind", "source", "target", "origin", "score", "checks", "done", "change", "previousSource"], segment.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("title", "A title"), (segment.GetProperty("kind").GetString(), segment.GetProperty("source").GetString()));
        Assert.Equal(["id", "severity", "message", "mayStand"], segment.GetProperty("checks")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Says_how_far_each_is_and_how_long_its_event_must_wait()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted(document: about.Document(embargo: "2030-01-01T06:00:00Z")));
        var task = await newsroom.QueuedAsync(about);
        var translator = newsroom.Translator("aliya");
        await translator.ClaimAsync(task);
        var segments = await translator.SegmentsAsync(task);
        await Newsroom.OkAsync(translator.SaveAsync(task, segments["A title"].GetProperty("id").GetString()!, "Заголовок"));

        var listed = (await translator.Client.GetFromJsonAsync<JsonElement>("/api/translations?limit=100")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("id").GetGuid() == task);
        var shown = await translator.GetAsync(task);
        foreach (var each in (JsonElement[])[listed, shown])
        {
            Assert.Equal((4, 1), (each.GetProperty("progress").GetProperty("segments").GetInt32(), each.GetProperty("progress").GetProperty("done").GetInt32()));
            Assert.Equal(new DateTimeOffset(2030, 1, 1, 6, 0, 0, TimeSpan.Zero), each.GetProperty("embargoUntil").GetDateTimeOffset());
            Assert.Equal("aliya", each.GetProperty("holder").GetProperty("name").GetString());
        }
        Assert.Equal([true, false, false, false], shown.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("done").GetBoolean()));
    }

    [Fact]
    public async Task Does_not_count_as_done_what_was_translated_from_other_words()
    {
        var (about, _) = await newsroom.TranslatedAsync();
        await newsroom.HandleAsync(about.Submitted(2, about.Document(A.Body.Replace("5 numbers", "6 numbers", StringComparison.Ordinal))));
        var task = await newsroom.QueuedAsync(about, 2);
        var listed = (await newsroom.Translator().Client.GetFromJsonAsync<JsonElement>("/api/translations?limit=100")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("id").GetGuid() == task);
        Assert.Equal((4, 3), (listed.GetProperty("progress").GetProperty("segments").GetInt32(), listed.GetProperty("progress").GetProperty("done").GetInt32()));
    }

    [Theory]
    [InlineData("/api/translations?language=de")]
    [InlineData("/api/translations?language=")]
    [InlineData("/api/translations?state=done")]
    [InlineData("/api/translations?limit=0")]
    [InlineData("/api/translations?limit=101")]
    [InlineData("/api/translations?cursor=%00")]
    [InlineData("/api/translations?cursor=rubbish")]
    [InlineData("/api/glossary?limit=x")]
    [InlineData("/api/glossary?cursor=rubbish")]
    public async Task Refuses_a_query_that_means_nothing(string path) =>
        await Newsroom.AssertProblemAsync(await newsroom.Translator().Client.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.BadRequest, "bad-query");

    [Theory]
    [InlineData("GET", "/api/translations")]
    [InlineData("GET", "/api/glossary")]
    [InlineData("POST", "/api/glossary")]
    public async Task Is_for_translators_only(string method, string path)
    {
        using var nobody = Testing.TestHost.Client(newsroom.Host.Newsroom);
        using var asNobody = await nobody.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") });
        Assert.Equal(HttpStatusCode.Unauthorized, asNobody.StatusCode);
        using var editor = newsroom.Host.As("editor", ["editor", "reviewer", "publisher", "administrator"]);
        using var asEditor = await editor.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") });
        Assert.Equal(HttpStatusCode.Forbidden, asEditor.StatusCode);
    }

    [Fact]
    public async Task Has_its_description_and_no_routes_of_later_work()
    {
        using var client = newsroom.Translator().Client;
        var description = await client.GetFromJsonAsync<JsonElement>("/api/translation/openapi.json");
        Assert.Equal(
            [
                "/api/glossary", "/api/glossary/{id}", "/api/translations", "/api/translations/{id}", "/api/translations/{id}/claim", "/api/translations/{id}/complete",
                "/api/translations/{id}/release", "/api/translations/{id}/segments/{segmentId}", "/api/translations/{id}/segments/{segmentId}/suggestions",
            ],
            description.GetProperty("paths").EnumerateObject().Select(path => path.Name)
                // What every service answers alike lies under its own name, and is tried elsewhere.
                .Where(path => !path.StartsWith("/api/translation/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
