using System.Net;
using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

public sealed class CreatingADraft(Newsroom newsroom)
{
    [Fact]
    public async Task Answers_the_draft_where_it_is_and_its_revision()
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft());
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        Assert.Equal($"/api/drafts/{draft["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("draft", (string?)draft["status"]);
        Assert.Equal(1, (int)draft["revision"]!);
        Assert.Equal(7, Guid.Parse((string)draft["id"]!).Version);
        Assert.True((long)draft["number"]! > 0);
        Assert.Equal("aliya", (string?)draft["createdBy"]!["id"]);
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)), "What is read later is what was answered.");
    }

    [Fact]
    public async Task Fills_in_what_was_left_out()
    {
        var draft = await newsroom.CreateAsync();
        var left = new JsonObject
        {
            ["place"] = null,
            ["lead"] = null,
            ["media"] = new JsonArray(),
            ["topics"] = new JsonArray(),
            ["targetLanguages"] = new JsonArray("ru", "en"),
            ["releasePolicy"] = "together",
            ["urgency"] = "routine",
            ["embargoUntil"] = null,
            ["channels"] = null,
            ["channelTexts"] = new JsonObject(),
            ["publishedRevision"] = null,
        };
        foreach (var (name, value) in left) Assert.True(JsonNode.DeepEquals(value, draft[name]), $"{name} is {draft[name]?.ToJsonString()}");
        foreach (var language in (string[])["kk", "ru", "en"])
            Assert.Equal("""{"status":"draft","revision":1,"url":null}""", draft["languages"]![language]!.ToJsonString());
    }

    [Fact]
    public async Task Keeps_everything_that_was_sent()
    {
        var photograph = await Pictures.UploadAsync(newsroom);
        var sent = A.Draft(draft =>
        {
            draft["language"] = "en";
            draft["place"] = "Akorda";
            draft["lead"] = "A lead.";
            draft["body"] = $"Text.\n\n![](media:{photograph})";
            draft["media"] = new JsonArray(new JsonObject { ["id"] = photograph, ["alt"] = "Two people", ["caption"] = "Shaking hands", ["credit"] = "Press service" });
            draft["topics"] = new JsonArray("foreign-policy");
            draft["targetLanguages"] = new JsonArray("kk");
            draft["releasePolicy"] = "as-ready";
            draft["urgency"] = "flash";
            draft["embargoUntil"] = "2030-01-01T05:00:00+05:00";
            draft["channels"] = new JsonArray("x-en", "vk-kk");
            draft["channelTexts"] = new JsonObject { ["x-en"] = "By hand" };
        });
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", sent);
        var draft = await Newsroom.Read(answer, HttpStatusCode.Created);
        sent["embargoUntil"] = "2030-01-01T00:00:00+00:00";
        foreach (var (name, value) in sent) Assert.True(JsonNode.DeepEquals(value, draft[name]), $"{name} is {draft[name]?.ToJsonString()}");
    }

    [Fact]
    public async Task Keeps_words_in_one_form()
    {
        var draft = await newsroom.CreateAsync(draft =>
        {
            draft["title"] = "  Cafe\u0301  ";
            draft["body"] = "One\r\n\r\nTwo\r\n";
            draft["lead"] = " ";
            draft["place"] = "";
        });
        Assert.Equal("Caf\u00e9", (string?)draft["title"]);
        Assert.Equal("One\n\nTwo", (string?)draft["body"]);
        Assert.Null(draft["lead"]);
        Assert.Null(draft["place"]);
    }

    [Fact]
    public async Task Gives_every_draft_a_number_of_its_own()
    {
        var drafts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => newsroom.CreateAsync()));
        Assert.Equal(8, drafts.Select(draft => (long)draft["number"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("translator")]
    [InlineData("reviewer")]
    [InlineData("publisher")]
    [InlineData("administrator")]
    [InlineData("service")]
    public async Task Is_for_editors_only(string role)
    {
        using var other = newsroom.Host.As("somebody", role);
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts", A.Draft(), by: other);
        await Newsroom.Problem(answer, 403, "forbidden");
    }
}
