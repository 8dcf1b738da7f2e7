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
            ["id", "eventId", "number", "title", "language", "sourceLanguage", "revision", "state", "holder", "leaseEndsAt", "urgency", "createdAt", "comment", "segments"],
            task.EnumerateObject().Select(member => member.Name));
        var segment = task.GetProperty("segments")[0];
        Assert.Equal(["id", "kind", "source", "target", "origin", "score", "checks"], segment.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("title", "A title"), (segment.GetProperty("kind").GetString(), segment.GetProperty("source").GetString()));
        Assert.Equal(["id", "severity", "message"], segment.GetProperty("checks")[0].EnumerateObject().Select(member => member.Name));
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
