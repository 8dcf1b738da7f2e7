using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

public sealed class PastingText(Newsroom newsroom)
{
    [Fact]
    public async Task Answers_a_body_that_a_draft_may_have()
    {
        var markdown = await CleanAsync("<h1>Кездесу</h1><p>Бірінші <b>абзац</b>&nbsp;*&#8203;</p><script>x</script>");
        Assert.Equal("## Кездесу\n\nБірінші **абзац** \\*", markdown);
        Assert.Equal(markdown, (string?)(await newsroom.CreateAsync(draft => draft["body"] = markdown))["body"]);
    }

    [Fact]
    public async Task Is_taken_up_to_the_size_of_any_body()
    {
        var words = string.Concat(Enumerable.Repeat("<p>сөз</p>", 40_000));
        Assert.StartsWith("сөз\n\nсөз", await CleanAsync(words), StringComparison.Ordinal);
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts/clean", new JsonObject { ["html"] = new string('a', 2 * 1024 * 1024) });
        await Newsroom.Problem(answer, 413, "too-large");
    }

    [Fact]
    public async Task Is_for_editors_and_needs_some()
    {
        using var translator = newsroom.Host.As("dana", "translator");
        using var refused = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts/clean", new JsonObject { ["html"] = "" }, by: translator);
        await Newsroom.Problem(refused, 403, "forbidden");
        foreach (var body in (string[])["{}", "{\"html\":null}", "{\"html\":7}", "{\"html\":\"\\ud800\"}", "{\"html\":\"\",\"url\":\"x\"}"])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await newsroom.Editor.PostAsync(new Uri("/api/drafts/clean", UriKind.Relative), content);
            await Newsroom.Problem(answer, 400, "malformed");
        }
    }

    private async Task<string> CleanAsync(string html)
    {
        using var answer = await newsroom.SendAsync(HttpMethod.Post, "/api/drafts/clean", new JsonObject { ["html"] = html });
        return (string)(await Newsroom.Read(answer, HttpStatusCode.OK))["markdown"]!;
    }
}
