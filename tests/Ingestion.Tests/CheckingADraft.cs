using System.Net;
using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

public sealed class CheckingADraft(Newsroom newsroom)
{
    [Fact]
    public async Task Finds_what_saving_it_would_refuse_and_changes_nothing()
    {
        var draft = await newsroom.CreateAsync();
        foreach (var change in (Action<JsonObject>[])
        [
            _ => { },
            body => body["title"] = " ",
            body => body["body"] = "# No heading\n\n<b>",
            body => body["targetLanguages"] = new JsonArray("kk", "ru", "ru", "xx"),
            body => (body["section"], body["rubric"], body["urgency"], body["releasePolicy"]) = ("sport", "x", "slow", "never"),
            body => body["media"] = new JsonArray(new JsonObject { ["id"] = Guid.Empty.ToString(), ["alt"] = "" }),
            body => body["channels"] = new JsonArray("none", "x-en"),
            body => body["channelTexts"] = new JsonObject { ["vk-kk"] = "for nobody" },
        ])
        {
            var body = A.Draft(change);
            using var refused = await newsroom.SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", body, $"\"{draft["revision"]}\"");
            var check = await CheckAsync(draft, body);
            if (refused.StatusCode == HttpStatusCode.OK)
            {
                Assert.Empty(check["faults"]!.AsObject());
                draft = await newsroom.GetAsync(draft);
                continue;
            }
            var problem = await Newsroom.Problem(refused, 422, "invalid");
            Assert.True(JsonNode.DeepEquals(problem["errors"], check["faults"]), $"{problem["errors"]} {check["faults"]}");
            Assert.True(JsonNode.DeepEquals(problem["codes"], check["codes"]));
        }
        Assert.Equal(2, (int)(await newsroom.GetAsync(draft))["revision"]!);
    }

    [Fact]
    public async Task That_is_only_begun_says_what_is_missing()
    {
        var draft = await newsroom.CreateAsync();
        foreach (var path in (string[])[$"/api/drafts/{draft["id"]}/check", "/api/drafts/new/check"])
        {
            using var answer = await newsroom.SendAsync(HttpMethod.Post, path, new JsonObject { ["embargoUntil"] = "2030-01-01T00:00", ["media"] = new JsonArray(new JsonObject(), null) });
            var faults = (await Newsroom.Read(answer, HttpStatusCode.OK))["faults"]!.AsObject();
            Assert.Equal(
                ["$.body", "$.embargoUntil", "$.language", "$.media[0].alt", "$.media[0].id", "$.media[1]", "$.occurredOn", "$.section", "$.title"],
                faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Warns_of_what_may_have_been_overlooked()
    {
        var draft = await newsroom.CreateAsync();
        var check = await CheckAsync(draft, A.Draft());
        Assert.Equal(["no-lead", "no-photograph"], Ids(check));
        Assert.Equal("$.lead", (string?)check["warnings"]![0]!["path"]);
        Assert.NotEmpty((string)check["warnings"]![0]!["message"]!);

        var photograph = await Pictures.UploadAsync(newsroom);
        void Whole(JsonObject body)
        {
            body["lead"] = "A lead";
            body["media"] = new JsonArray(new JsonObject { ["id"] = photograph, ["alt"] = "A picture" });
        }
        Assert.Empty(Ids(await CheckAsync(draft, A.Draft(Whole))));
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (change, warning) in ((Action<JsonObject>, string)[])
        [
            (body => body["title"] = new string('a', 101), "long-title"),
            (body => body["embargoUntil"] = now.AddMinutes(3).ToString("O"), "embargo-soon"),
            (body => body["embargoUntil"] = now.AddMinutes(-3).ToString("O"), "embargo-past"),
            (body => body["body"] = "Read it [here](https://akorda.kz).", "link-text"),
            (body => body["body"] = "Читайте [**по ссылке**…](https://akorda.kz).", "link-text"),
            (body => body["body"] = "[Толығырақ →](https://akorda.kz)", "link-text"),
        ])
            Assert.Equal([warning], Ids(await CheckAsync(draft, A.Draft(body =>
            {
                Whole(body);
                change(body);
            }))));
        Assert.Empty(Ids(await CheckAsync(draft, A.Draft(body =>
        {
            Whole(body);
            body["embargoUntil"] = now.AddHours(1).ToString("O");
            body["body"] = "The [address of the Head of State](https://akorda.kz)";
        }))));
    }

    [Fact]
    public async Task That_is_withdrawn_or_unknown_has_nothing_to_check()
    {
        var draft = await newsroom.CreateAsync();
        using var withdrawn = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = "x" });
        Assert.Equal(HttpStatusCode.Accepted, withdrawn.StatusCode);
        using var refused = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/check", A.Draft());
        await Newsroom.Problem(refused, 409, "withdrawn");
        using var unknown = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{Guid.CreateVersion7()}/check", A.Draft());
        await Newsroom.Problem(unknown, 404, "not-found");
        using var translator = newsroom.Host.As("dana", "translator");
        using var forbidden = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts/new/check", A.Draft(), by: translator);
        await Newsroom.Problem(forbidden, 403, "forbidden");
    }

    private static IEnumerable<string> Ids(JsonObject check) => check["warnings"]!.AsArray().Select(warning => (string)warning!["id"]!);

    private async Task<JsonObject> CheckAsync(JsonObject draft, JsonObject body)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/check", body);
        return await Newsroom.Read(answer, HttpStatusCode.OK);
    }
}
