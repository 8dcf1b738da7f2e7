using System.Net;
using System.Text.Json.Nodes;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Tests;

public sealed class HavingADraftOpen(Newsroom newsroom)
{
    [Fact]
    public async Task Is_seen_by_everybody_who_has_it_open_too()
    {
        var draft = await newsroom.CreateAsync();
        using var translator = newsroom.Host.As("dana", "translator");
        var alone = await SayAsync(draft, "editing", newsroom.Editor);
        Assert.Equal(["aliya"], Ids(alone));
        var both = await SayAsync(draft, "reading", translator);
        Assert.Equal(["aliya", "dana"], Ids(both));
        Assert.Equal(["editing", "reading"], both.Select(person => (string)person["state"]!));
        Assert.All(both, person => Assert.NotNull((string?)person["name"]));

        // Coming again is the same presence; doing something else begins anew.
        var again = await SayAsync(draft, "reading", translator);
        Assert.Equal((string?)both[1]["since"], (string?)again[1]["since"]);
        Assert.NotEqual((string?)both[1]["seenAt"], (string?)again[1]["seenAt"]);
        var editing = await SayAsync(draft, "editing", translator);
        Assert.NotEqual((string?)both[1]["since"], (string?)editing[1]["since"]);

        var elsewhere = await newsroom.CreateAsync();
        Assert.Equal(["dana"], Ids(await SayAsync(elsewhere, "reading", translator)));
    }

    [Fact]
    public async Task Ends_with_leaving_or_a_minute_after_the_last_word()
    {
        var draft = await newsroom.CreateAsync();
        using var translator = newsroom.Host.As("dana", "translator");
        using var reviewer = newsroom.Host.As("rustem", "reviewer");
        await SayAsync(draft, "reading", translator);
        await SayAsync(draft, "reading", reviewer);
        using var left = await translator.DeleteAsync(Path(draft));
        using var again = await translator.DeleteAsync(Path(draft));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (left.StatusCode, again.StatusCode));
        Assert.Equal(["rustem", "aliya"], Ids(await SayAsync(draft, "editing", newsroom.Editor)));

        // The minute passes.
        var db = newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key);
        await db.ExecuteAsync(
            "update ingestion.presence set seen_at = seen_at - interval '61 seconds', since = since - interval '61 seconds' where draft_id = $1", [Guid.Parse((string)draft["id"]!)], CancellationToken.None);
        var present = await SayAsync(draft, "editing", newsroom.Editor);
        Assert.Equal(["aliya"], Ids(present));
        Assert.Equal((string?)present[0]["since"], (string?)present[0]["seenAt"]);
    }

    [Theory]
    [InlineData("{\"state\":\"sleeping\"}", 422, "invalid")]
    [InlineData("{\"state\":\"\"}", 422, "invalid")]
    [InlineData("{\"state\":null}", 400, "malformed")]
    [InlineData("{}", 400, "malformed")]
    [InlineData("{\"state\":\"reading\",\"who\":\"x\"}", 400, "malformed")]
    public async Task Refuses_what_is_no_presence(string body, int status, string name)
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await newsroom.SendAsync(HttpMethod.Put, Path(draft).ToString(), JsonNode.Parse(body));
        await Newsroom.Problem(answer, status, name);
        using var unknown = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{Guid.CreateVersion7()}/presence", new JsonObject { ["state"] = "reading" });
        await Newsroom.Problem(unknown, 404, "not-found");
    }

    private static Uri Path(JsonObject draft) => new($"/api/drafts/{draft["id"]}/presence", UriKind.Relative);

    private static IEnumerable<string> Ids(IEnumerable<JsonNode> people) => people.Select(person => (string)person["id"]!);

    private async Task<IReadOnlyList<JsonNode>> SayAsync(JsonObject draft, string state, HttpClient by)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Put, Path(draft).ToString(), new JsonObject { ["state"] = state }, by: by);
        return [.. (await Newsroom.Read(answer, HttpStatusCode.OK))["items"]!.AsArray().Select(item => item!)];
    }
}
