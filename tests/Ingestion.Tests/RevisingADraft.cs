using System.Net;
using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

public sealed class RevisingADraft(Newsroom newsroom)
{
    [Fact]
    public async Task Makes_a_new_revision_and_keeps_the_old_one()
    {
        var first = await newsroom.CreateAsync(draft => draft["title"] = "First");
        using var bolat = newsroom.Host.As("bolat", "editor");
        var second = await newsroom.ReviseAsync(first, draft => draft["title"] = "Second", bolat);
        Assert.Equal(2, (int)second["revision"]!);
        Assert.Equal("Second", (string?)second["title"]);
        Assert.Equal("aliya", (string?)second["createdBy"]!["id"]);

        using var answer = await newsroom.Editor.GetAsync(new Uri($"/api/drafts/{first["id"]}/revisions", UriKind.Relative));
        var revisions = (await Newsroom.Read(answer, HttpStatusCode.OK))["items"]!.AsArray();
        Assert.Equal(["2 Second bolat", "1 First aliya"], revisions.Select(revision => $"{revision!["revision"]} {revision["title"]} {revision["writtenBy"]!["id"]}"));
        using var one = await newsroom.Editor.GetAsync(new Uri($"/api/drafts/{first["id"]}/revisions/1", UriKind.Relative));
        Assert.True(JsonNode.DeepEquals(revisions[1], await Newsroom.Read(one, HttpStatusCode.OK)));
    }

    [Fact]
    public async Task Lists_revisions_page_by_page()
    {
        var draft = await newsroom.CreateAsync();
        for (var i = 0; i < 4; i++) draft = await newsroom.ReviseAsync(draft);
        List<int> seen = [];
        for (var path = $"/api/drafts/{draft["id"]}/revisions?limit=2"; path is not null;)
        {
            using var answer = await newsroom.Editor.GetAsync(new Uri(path, UriKind.Relative));
            var page = await Newsroom.Read(answer, HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(revision => (int)revision!["revision"]!));
            path = page["next"] is { } next ? $"/api/drafts/{draft["id"]}/revisions?limit=2&cursor={next}" : null;
        }
        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Without_the_revision_that_was_read_is_refused()
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft());
        await Newsroom.Problem(answer, 428, "precondition-required");
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"3\"")]
    [InlineData("W/\"2\"")]
    [InlineData("2")]
    [InlineData("rubbish \" ")]
    public async Task Over_another_revision_is_refused(string ifMatch)
    {
        var draft = await newsroom.ReviseAsync(await newsroom.CreateAsync());
        using var answer = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft(), ifMatch);
        await Newsroom.Problem(answer, 412, "stale");
        Assert.Equal(2, (int)(await newsroom.GetAsync(draft))["revision"]!);
    }

    [Fact]
    public async Task By_ten_editors_at_once_is_done_by_one()
    {
        var draft = await newsroom.CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft(draft => draft["title"] = $"{i}"), "\"1\"")));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (int)(await newsroom.GetAsync(draft))["revision"]!);
    }

    [Fact]
    public async Task That_is_withdrawn_is_refused()
    {
        var draft = await newsroom.CreateAsync();
        using var withdrawn = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = "A mistake" });
        using var answer = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft(), "\"1\"");
        await Newsroom.Problem(answer, 409, "withdrawn");
    }

    [Fact]
    public async Task That_does_not_exist_is_not_found()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{Guid.Empty}", A.Draft(), "\"1\"");
        await Newsroom.Problem(answer, 404, "not-found");
    }

    [Fact]
    public async Task Is_for_editors_only()
    {
        var draft = await newsroom.CreateAsync();
        using var reviewer = newsroom.Host.As("rustem", ["reviewer", "translator", "publisher", "administrator"]);
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Put, ""), (HttpMethod.Post, "/submit"), (HttpMethod.Post, "/withdraw")])
        {
            using var answer = await newsroom.SendAsync(method, $"/api/drafts/{draft["id"]}{path}", A.Draft(), "\"1\"", reviewer);
            await Newsroom.Problem(answer, 403, "forbidden");
        }
    }
}
