using System.Net;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Ingestion.Tests;

/// <summary>The codes of a draft's faults. The Desk words them in three languages: a rule that is said anew has another code, and the Desk must learn of it.</summary>
public sealed class NamingFaults(Newsroom newsroom)
{
    private const string Medium = "0193b0a1-0000-7000-8000-000000000001";

    [Fact]
    public async Task Says_each_of_a_drafts_in_a_word_that_stays()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var change in Broken())
        {
            var codes = (await CheckAsync(change))["codes"]!.AsObject();
            Assert.NotEmpty(codes);
            foreach (var code in codes.SelectMany(path => path.Value!.AsArray())) found.Add((string)code!["code"]!);
        }
        Assert.Equal(DraftFaults.Codes.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Says_the_values_beside_it()
    {
        foreach (var (change, path, args) in ((Action<JsonObject>, string, string[])[])
        [
            (body => body["title"] = new string('a', 301), "$.title", ["300"]),
            (body => body["title"] = "a\u200bb", "$.title", ["U+200B"]),
            (body => body["title"] = " ", "$.title", []),
            (body => (body["language"], body["targetLanguages"]) = ("ru", new JsonArray("en")), "$.targetLanguages", ["kk"]),
            (body => body["releasePolicy"] = "x", "$.releasePolicy", ["together", "as-ready"]),
            (body => body["body"] = "One\n\n# Two", "$.body", ["3"]),
            (body => body["body"] = $"![](media:{Medium})", "$.body", [Medium, "media"]),
            (body => (body["channels"], body["targetLanguages"]) = (new JsonArray("x-en"), new JsonArray("ru")), "$.channels[0]", ["en"]),
        ])
            Assert.Equal(args, (await CheckAsync(change))["codes"]![path]![0]!["args"]!.AsArray().Select(arg => (string)arg!));
    }

    private static IEnumerable<Action<JsonObject>> Broken()
    {
        foreach (var title in (string[])[" ", new string('a', 301), "a\nb", "a\u202eb", "a\u200bb", "a\u0001b", "a\u2028b", "a\ufdd0b"]) yield return body => body["title"] = title;
        yield return body => (body["occurredOn"], body["embargoUntil"]) = ("x", "x");
        yield return body => body["topics"] = new JsonArray([.. Enumerable.Repeat(0, 201).Select(_ => JsonValue.Create("economy"))]);
        yield return body => body["topics"] = new JsonArray("x", null);
        yield return body => body["section"] = "x";
        yield return body => body["rubric"] = "x";
        yield return body => body["targetLanguages"] = new JsonArray("kk", "x");
        yield return body => (body["language"], body["targetLanguages"]) = ("ru", new JsonArray("en"));
        yield return body => (body["releasePolicy"], body["urgency"]) = ("x", "x");
        yield return body => body["media"] = new JsonArray(new JsonObject { ["id"] = Medium, ["alt"] = "a" });
        yield return body => body["channels"] = new JsonArray("x");
        yield return body => (body["channels"], body["targetLanguages"]) = (new JsonArray("x-en"), new JsonArray("ru"));
        yield return body => body["channelTexts"] = new JsonObject { ["vk-kk"] = "x" };
        foreach (var text in (string[])
        [
            $"![](media:{Medium})", string.Concat(Enumerable.Repeat("[a](https://a.kz)", 2_001)), string.Concat(Enumerable.Repeat("- ", 40)) + "a", "# a", "## ", "[a][b]\n\n[b]: https://a.kz", "<b>", "```\na\n```", "***",
            ">", "> - a", "-", "- > a", $"a ![](media:{Medium})", $"![a](media:{Medium})", "<https://a.kz>", "[a](http://a.kz)", "[a](https://a.kz \"b\")", "[](https://a.kz)",
        ])
            yield return body => body["body"] = text;
    }

    private async Task<JsonObject> CheckAsync(Action<JsonObject> change)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts/new/check", A.Draft(change));
        return await Newsroom.Read(answer, HttpStatusCode.OK);
    }
}
