using System.Net;
using System.Text.Json.Nodes;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Tests;

public sealed class ReadingDrafts(Newsroom newsroom)
{
    [Fact]
    public async Task Lists_the_newest_first_page_by_page()
    {
        var mark = Guid.CreateVersion7().ToString();
        List<string> made = [];
        for (var i = 0; i < 5; i++) made.Insert(0, (string)(await newsroom.CreateAsync(draft => draft["title"] = $"{mark} {i}"))["id"]!);
        List<string> seen = [];
        for (var query = $"q={mark}&limit=2"; query is not null;)
        {
            var page = await ListAsync(query);
            var items = page["items"]!.AsArray();
            Assert.True(items.Count <= 2);
            seen.AddRange(items.Select(item => (string)item!["id"]!));
            query = page["next"] is { } next ? $"q={mark}&limit=2&cursor={next}" : null;
            // What is written meanwhile is neither shown nor does it push anything off.
            await newsroom.CreateAsync(draft => draft["title"] = $"{mark} later");
        }
        Assert.Equal(made, seen);
    }

    [Fact]
    public async Task Looks_for_words_in_thousands_of_titles_at_a_time_and_says_where_to_go_on()
    {
        var mark = Guid.CreateVersion7().ToString();
        var written = (Guid)(await newsroom.CreateAsync(draft => draft["title"] = $"{mark} new"))["id"]!;
        // The oldest of all has the same words, and thousands that have others lie between.
        var oldest = Guid.CreateVersion7(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var between = Enumerable.Range(1, 5_000).Select(day => Guid.CreateVersion7(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day))).ToArray();
        await newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key).ExecuteAsync(
            """
            with draft as (
                insert into ingestion.draft (draft_id, revision, title, section, created_by)
                select id, 1, case id when $1 then $2 else 'Others' end, 'events', '{"id":"editor","name":"Editor"}'
                  from unnest(array_append($3, $1)) id
                returning draft_id)
            insert into ingestion.revision (draft_id, revision, content, author)
            select d.draft_id, 1, r.content, r.author
              from draft d, ingestion.revision r
             where r.draft_id = $4
            """, [oldest, $"{mark} old", between, written], CancellationToken.None);

        var first = await ListAsync($"q={mark}");
        Assert.Equal([(string?)written.ToString()], first["items"]!.AsArray().Select(item => (string?)item!["id"]));
        var second = await ListAsync($"q={mark}&cursor={first["next"]}");
        Assert.Equal([(string?)oldest.ToString()], second["items"]!.AsArray().Select(item => (string?)item!["id"]));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Finds_by_status_and_section()
    {
        var mark = Guid.CreateVersion7().ToString();
        var left = await newsroom.CreateAsync(draft => draft["title"] = mark);
        var withdrawn = await newsroom.CreateAsync(draft => draft["title"] = mark);
        using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{withdrawn["id"]}/withdraw", new JsonObject { ["reason"] = "A mistake" });
        Assert.Equal([(string?)left["id"]], await IdsAsync($"q={mark}&status=draft"));
        Assert.Equal([(string?)withdrawn["id"]], await IdsAsync($"q={mark}&status=withdrawn"));
        Assert.Equal(2, (await IdsAsync($"q={mark}&section=events")).Count);
        Assert.Empty(await IdsAsync($"q={mark}&status=published"));
    }

    [Theory]
    [InlineData("100%", "100x")]
    [InlineData("a_b", "axb")]
    [InlineData(@"back\slash", "backslash")]
    [InlineData("'; drop table", "\"; drop table")]
    public async Task Takes_words_of_a_title_as_words(string words, string others)
    {
        var mark = Guid.CreateVersion7().ToString();
        var wanted = await newsroom.CreateAsync(draft => draft["title"] = $"{mark} {words}");
        await newsroom.CreateAsync(draft => draft["title"] = $"{mark} {others}");
        Assert.Equal([(string?)wanted["id"]], await IdsAsync("q=" + Uri.EscapeDataString($"{mark} {words}")));
    }

    [Fact]
    public async Task Finds_words_in_any_case()
    {
        var mark = Guid.CreateVersion7().ToString();
        await newsroom.CreateAsync(draft => draft["title"] = $"{mark} Ұлттық Құрылтай");
        Assert.Single(await IdsAsync("q=" + Uri.EscapeDataString($"{mark} ұЛТТЫҚ құр")));
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("translator")]
    [InlineData("reviewer")]
    [InlineData("publisher")]
    [InlineData("administrator")]
    public async Task Is_for_every_role(string role)
    {
        var draft = await newsroom.CreateAsync();
        using var reader = newsroom.Host.As("reader", role);
        foreach (var path in (string[])["", $"/{draft["id"]}", $"/{draft["id"]}/revisions", $"/{draft["id"]}/revisions/1", $"/{draft["id"]}/timeline"])
        {
            using var answer = await reader.GetAsync(new Uri("/api/drafts" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task Is_not_for_strangers()
    {
        using var nobody = TestHost.Client(newsroom.Host.Newsroom);
        using var unknown = await nobody.GetAsync(new Uri("/api/drafts", UriKind.Relative));
        await Newsroom.Problem(unknown, 401, "not-signed-in");
        using var stranger = newsroom.Host.As("stranger", []);
        using var refused = await stranger.GetAsync(new Uri("/api/drafts", UriKind.Relative));
        await Newsroom.Problem(refused, 403, "forbidden");
    }

    [Fact]
    public async Task Is_described_for_programs()
    {
        var description = JsonNode.Parse(await newsroom.Editor.GetStringAsync(new Uri("/api/ingestion/openapi.json", UriKind.Relative)))!;
        Assert.Equal(
            [
                "/api/drafts", "/api/drafts/channels", "/api/drafts/clean", "/api/drafts/import", "/api/drafts/new/check", "/api/drafts/new/working-copy",
                "/api/drafts/{id}", "/api/drafts/{id}/check", "/api/drafts/{id}/presence", "/api/drafts/{id}/revisions", "/api/drafts/{id}/revisions/{revision}", "/api/drafts/{id}/submit",
                "/api/drafts/{id}/timeline", "/api/drafts/{id}/withdraw", "/api/drafts/{id}/working-copy", "/api/media", "/api/media/{id}",
            ],
            description["paths"]!.AsObject().Select(path => path.Key).Where(path => path.StartsWith("/api/drafts", StringComparison.Ordinal) || path.StartsWith("/api/media", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var view = description["components"]!["schemas"]!["DraftView"]!["properties"]!.AsObject();
        foreach (var member in (string[])["id", "number", "revision", "status", "languages", "publishedRevision", "title", "body", "channelTexts"]) Assert.True(view.ContainsKey(member), member);
        Assert.Equal(["basedOn", "draft", "savedAt"], description["components"]!["schemas"]!["WorkingCopy"]!["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        var form = description["components"]!["schemas"]!["SaveWorkingCopyRequest"]!;
        Assert.True(form["properties"]!.AsObject().ContainsKey("basedOn") && form["properties"]!.AsObject().ContainsKey("channelTexts") && form["required"] is null);
    }

    private async Task<JsonObject> ListAsync(string query)
    {
        using var answer = await newsroom.Editor.GetAsync(new Uri("/api/drafts?" + query, UriKind.Relative));
        return await Newsroom.Read(answer, HttpStatusCode.OK);
    }

    private async Task<List<string?>> IdsAsync(string query) => [.. (await ListAsync(query))["items"]!.AsArray().Select(item => (string?)item!["id"])];
}
