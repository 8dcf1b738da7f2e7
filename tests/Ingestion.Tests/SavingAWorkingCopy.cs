using System.Net;
using System.Text.Json.Nodes;
using Akorda.Ingestion.WorkingCopies;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Tests;

public sealed class SavingAWorkingCopy(Newsroom newsroom)
{
    [Fact]
    public async Task Keeps_what_is_unfinished_as_it_is()
    {
        var draft = await newsroom.CreateAsync();
        foreach (var form in (JsonObject[])
        [
            new() { ["basedOn"] = 1 },
            new() { ["basedOn"] = 1, ["title"] = "  ", ["body"] = "# outside <b>the</b> profile\r\n\t[", ["occurredOn"] = "2026-1", ["embargoUntil"] = "", ["section"] = "no such", ["channelTexts"] = new JsonObject { ["none"] = "" } },
            new() { ["basedOn"] = 1, ["media"] = new JsonArray(new JsonObject { ["id"] = Guid.CreateVersion7().ToString(), ["alt"] = "" }, new JsonObject(), null), ["topics"] = new JsonArray("x", "x", null) },
            A.Draft(form => form["basedOn"] = 1),
        ])
        {
            using var kept = await newsroom.Editor.GetAsync(Path(draft));
            var saved = await SaveAsync(draft, form, kept.Headers.ETag?.Tag);
            form.Remove("basedOn");
            Assert.Equal(1, (int)saved["basedOn"]!);
            foreach (var (member, value) in saved["draft"]!.AsObject()) Assert.True(Same(form[member], value), $"{member} became {value}");
            Assert.True(JsonNode.DeepEquals(saved, await Newsroom.Read(await newsroom.Editor.GetAsync(Path(draft)), HttpStatusCode.OK)));
        }
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
    }

    [Theory]
    [InlineData("title", 301, "$.title")]
    [InlineData("lead", 1_001, "$.lead")]
    [InlineData("body", 200_001, "$.body")]
    [InlineData("place", 201, "$.place")]
    [InlineData("occurredOn", 101, "$.occurredOn")]
    public async Task Refuses_what_no_draft_could_hold_by_its_length(string member, int length, string path)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Put, "/api/drafts/new/working-copy", new JsonObject { [member] = new string('a', length) }, by: newsroom.Host.As("lengthy", "editor"));
        Assert.True((await Newsroom.Problem(answer, 422, "invalid"))["errors"]!.AsObject().ContainsKey(path));
    }

    [Theory]
    [InlineData("{\"title\":\"a\\u0000b\"}")]
    [InlineData("{\"title\":\"a\\u202eb\"}")]
    [InlineData("{\"title\":\"a\\nb\"}")]
    [InlineData("{\"body\":\"a\\u200bb\"}")]
    [InlineData("{\"occurredOn\":\"\\u0007\"}")]
    [InlineData("{\"topics\":[\"\\u0000\"]}")]
    [InlineData("{\"media\":[{\"alt\":\"\\u0000\"}]}")]
    [InlineData("{\"channelTexts\":{\"\\u0000\":\"a\"}}")]
    [InlineData("{\"channelTexts\":{\"a\":\"\\u0000\"}}")]
    [InlineData("{\"basedOn\":1}")]
    public async Task Refuses_what_no_draft_could_hold_by_its_characters(string body)
    {
        using var editor = newsroom.Host.As("controlled", "editor");
        using var answer = await newsroom.SendAsync(HttpMethod.Put, "/api/drafts/new/working-copy", JsonNode.Parse(body), by: editor);
        await Newsroom.Problem(answer, 422, "invalid");
        using var none = await editor.GetAsync(New);
        await Newsroom.Problem(none, 404, "not-found");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"unknown\":1}")]
    [InlineData("{\"Title\":\"a\"}")]
    [InlineData("{\"title\":7}")]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}")]
    [InlineData("{\"title\":\"\\ud800\"}")]
    [InlineData("{\"media\":[{\"url\":\"a\"}]}")]
    [InlineData("{\"basedOn\":\"1\"}")]
    public async Task Refuses_what_is_no_form(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, New) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var answer = await newsroom.Editor.SendAsync(request);
        await Newsroom.Problem(answer, 400, "malformed");
    }

    [Fact]
    public async Task In_two_windows_loses_neither_text()
    {
        var draft = await newsroom.CreateAsync();
        using var first = await PutAsync(draft, Form("first"));
        var read = first.Headers.ETag!.Tag;
        // The other window began before there was a copy, or read an older one.
        using var unaware = await PutAsync(draft, Form("second"));
        await Newsroom.Problem(unaware, 412, "stale");
        using var next = await PutAsync(draft, Form("third"), read);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        using var behind = await PutAsync(draft, Form("fourth"), read);
        await Newsroom.Problem(behind, 412, "stale");
        Assert.Equal("third", await TitleAsync(draft));
        // The answer may be what was lost.
        using var again = await PutAsync(draft, Form("third"), read);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("third", await TitleAsync(draft));
    }

    [Fact]
    public async Task At_the_same_moment_in_many_windows_keeps_one()
    {
        var draft = await newsroom.CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(window => PutAsync(draft, Form($"window {window}"))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Over_one_that_was_discarded_is_a_conflict_too()
    {
        var draft = await newsroom.CreateAsync();
        using var saved = await PutAsync(draft, Form("one"));
        using var gone = await newsroom.Editor.DeleteAsync(Path(draft));
        using var again = await newsroom.Editor.DeleteAsync(Path(draft));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (gone.StatusCode, again.StatusCode));
        using var over = await PutAsync(draft, Form("two"), saved.Headers.ETag!.Tag);
        await Newsroom.Problem(over, 412, "stale");
        using var anew = await PutAsync(draft, Form("two"));
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        // The copy that was made anew is another one.
        using var behind = await PutAsync(draft, Form("three"), saved.Headers.ETag!.Tag);
        await Newsroom.Problem(behind, 412, "stale");
    }

    [Fact]
    public async Task Ends_with_the_revision_that_comes_of_it_and_leaves_other_peoples_alone()
    {
        var draft = await newsroom.CreateAsync();
        using var other = newsroom.Host.As("madina", "editor");
        await SaveAsync(draft, Form("hers"), by: other);
        using var mine = await PutAsync(draft, Form("mine"));
        // A revision that is refused ends nothing.
        using var stale = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft(), "\"7\"");
        await Newsroom.Problem(stale, 412, "stale");
        Assert.Equal("mine", await TitleAsync(draft));

        await newsroom.ReviseAsync(draft);
        using var gone = await newsroom.Editor.GetAsync(Path(draft));
        await Newsroom.Problem(gone, 404, "not-found");
        Assert.Equal("hers", await TitleAsync(draft, other));
        // A save that was under way meanwhile comes too late.
        using var late = await PutAsync(draft, Form("late"), mine.Headers.ETag!.Tag);
        await Newsroom.Problem(late, 412, "stale");
    }

    [Fact]
    public async Task Of_a_new_draft_ends_with_its_creation()
    {
        using var author = newsroom.Host.As("daniyar", "editor");
        using var none = await author.GetAsync(New);
        await Newsroom.Problem(none, 404, "not-found");
        using var saved = await newsroom.SendAsync(HttpMethod.Put, New.ToString(), new JsonObject { ["title"] = "Begun" }, by: author);
        var copy = await Newsroom.Read(saved, HttpStatusCode.OK);
        Assert.Null(copy["basedOn"]);
        Assert.Equal("Begun", (string?)copy["draft"]!["title"]);
        using var refused = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(body => body["title"] = " "), by: author);
        await Newsroom.Problem(refused, 422, "invalid");
        using var still = await author.GetAsync(New);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        // A file is another text.
        using var imported = await newsroom.ImportAsync(WordFiles.Form(WordFiles.Of(WordFiles.P("Title", "a3") + WordFiles.P("Text"))), "language=en", author);
        Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        using var untouched = await author.GetAsync(New);
        Assert.Equal(HttpStatusCode.OK, untouched.StatusCode);
        await newsroom.CreateAsync(by: author);
        using var gone = await author.GetAsync(New);
        await Newsroom.Problem(gone, 404, "not-found");
    }

    [Fact]
    public async Task Is_a_persons_own_affair_and_an_editors()
    {
        var draft = await newsroom.CreateAsync();
        await SaveAsync(draft, Form("mine"));
        using var other = newsroom.Host.As("saule", "editor");
        using var theirs = await other.GetAsync(Path(draft));
        await Newsroom.Problem(theirs, 404, "not-found");
        using var translator = newsroom.Host.As("dana", "translator");
        using var refused = await newsroom.SendAsync(HttpMethod.Put, Path(draft).ToString(), Form("x"), by: translator);
        await Newsroom.Problem(refused, 403, "forbidden");
        using var unknown = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{Guid.CreateVersion7()}/working-copy", Form("x"));
        await Newsroom.Problem(unknown, 404, "not-found");
        foreach (var basedOn in (int?[])[null, 0, 2, -1])
        {
            using var beside = await PutAsync(draft, new JsonObject { ["basedOn"] = basedOn });
            await Newsroom.Problem(beside, 422, "invalid");
        }
    }

    [Fact]
    public async Task Is_known_to_neither_timeline_nor_audit()
    {
        var draft = await newsroom.CreateAsync();
        var db = newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key);
        var acts = await ActsAsync();
        await SaveAsync(draft, Form("Embargoed words"));
        using var gone = await newsroom.Editor.DeleteAsync(Path(draft));
        Assert.Single(await newsroom.TimelineAsync(draft));
        Assert.Equal(acts, await ActsAsync());

        Task<long> ActsAsync() => db.FindAsync("select count(*) from audit.act where subject = $1", [(string)draft["id"]!], row => row.GetInt64(0), CancellationToken.None);
    }

    [Fact]
    public async Task Is_forgotten_after_thirty_days_untouched()
    {
        await using var host = await TestHost.StartAsync([new IngestionModule()]);
        using var editor = host.As("aliya", "editor");
        using var saved = await newsroom.SendAsync(HttpMethod.Put, New.ToString(), new JsonObject { ["title"] = "Begun" }, by: editor);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var db = host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key);
        await WorkingCopy.ForgetOldAsync(db, TimeProvider.System.GetUtcNow().AddDays(29), CancellationToken.None);
        using var still = await editor.GetAsync(New);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        await WorkingCopy.ForgetOldAsync(db, TimeProvider.System.GetUtcNow().AddDays(31), CancellationToken.None);
        using var gone = await editor.GetAsync(New);
        await Newsroom.Problem(gone, 404, "not-found");
    }

    private static readonly Uri New = new("/api/drafts/new/working-copy", UriKind.Relative);

    private static Uri Path(JsonObject draft) => new($"/api/drafts/{draft["id"]}/working-copy", UriKind.Relative);

    private static JsonObject Form(string title) => new() { ["basedOn"] = 1, ["title"] = title };

    // A member that was left out is answered as null.
    private static bool Same(JsonNode? sent, JsonNode? kept) => sent is JsonArray or JsonObject
        ? sent is JsonArray array
            ? kept is JsonArray other && array.Count == other.Count && array.Zip(other).All(pair => Same(pair.First, pair.Second))
            : kept is JsonObject members && members.All(member => Same(sent.AsObject()[member.Key], member.Value))
        : JsonNode.DeepEquals(sent, kept);

    private Task<HttpResponseMessage> PutAsync(JsonObject draft, JsonObject form, string? ifMatch = null, HttpClient? by = null) =>
        newsroom.SendAsync(HttpMethod.Put, Path(draft).ToString(), form, ifMatch, by);

    private async Task<JsonObject> SaveAsync(JsonObject draft, JsonObject form, string? ifMatch = null, HttpClient? by = null)
    {
        using var answer = await PutAsync(draft, form, ifMatch, by);
        return await Newsroom.Read(answer, HttpStatusCode.OK);
    }

    private async Task<string?> TitleAsync(JsonObject draft, HttpClient? by = null)
    {
        using var answer = await (by ?? newsroom.Editor).GetAsync(Path(draft));
        return (string?)(await Newsroom.Read(answer, HttpStatusCode.OK))["draft"]!["title"];
    }
}
