using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Akorda.Ingestion.Tests;

/// <summary>Bodies that are not what a route reads, for every route that reads one: a problem, never a fault of ours, and nothing changes.</summary>
public sealed class SendingRubbish(Newsroom newsroom)
{
    private const string Good = """ "language":"kk","section":"events","rubric":"akorda","occurredOn":"2026-11-23","title":"A title","body":"Text" """;

    public static TheoryData<string> DraftBodies =>
    [
        "", " ", "{", "{}", "[]", "null", "true", "7", "\"text\"", "{]", "\uFEFF",
        $"{{{Good}}} x", $"{{{Good}}}{{{Good}}}", $"{{{Good},}}", $"{{{Good},\"unknown\":1}}", $"{{{Good},\"id\":\"x\"}}", $"{{{Good},\"title\":\"again\"}}", $"// comment\n{{{Good}}}",
        $"{{{Good},\"Lead\":\"case\"}}", $"{{{Good},\"URGENCY\":\"flash\"}}",
        $"{{{Good.Replace("\"title\":\"A title\",", "", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("\"A title\"", "null", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("\"A title\"", "7", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("A title", @"\ud800", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("A title", @"\udc00\ud800", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("A title", @"\u0000", StringComparison.Ordinal)}}}",
        $"{{{Good.Replace("A title", "raw\ncontrol", StringComparison.Ordinal)}}}",
        $"{{{Good},\"\\ud800\":1}}", $"{{{Good},\"channelTexts\":{{\"\\ud800\":\"a\"}}}}", $"{{{Good},\"channelTexts\":{{\"x-kk\":\"\\ud800\"}}}}",
        $"{{{Good},\"channelTexts\":{{\"x-kk\":\"a\",\"x-kk\":\"b\"}}}}",
        $"{{{Good},\"channelTexts\":{{\"x-kk\":7}}}}", $"{{{Good},\"channelTexts\":[]}}", $"{{{Good},\"channelTexts\":null}}",
        $"{{{Good},\"media\":null}}", $"{{{Good},\"media\":{{}}}}", $"{{{Good},\"media\":[7]}}", $"{{{Good},\"media\":[{{\"id\":\"x\",\"alt\":\"a\"}}]}}",
        $"{{{Good},\"media\":[{{\"id\":\"01900000-0000-7000-8000-000000000000\"}}]}}", $"{{{Good},\"media\":[{{\"id\":\"01900000-0000-7000-8000-000000000000\",\"alt\":null}}]}}",
        $"{{{Good},\"media\":[{{\"id\":\"01900000-0000-7000-8000-000000000000\",\"alt\":\"a\",\"url\":\"x\"}}]}}",
        $"{{{Good},\"topics\":null}}", $"{{{Good},\"topics\":\"economy\"}}", $"{{{Good},\"topics\":[[]]}}",
        $"{{{Good},\"targetLanguages\":null}}", $"{{{Good},\"targetLanguages\":\"ru\"}}", $"{{{Good},\"channels\":\"x-kk\"}}", $"{{{Good},\"channels\":[{{}}]}}",
        $"{{{Good},\"releasePolicy\":null}}", $"{{{Good},\"urgency\":null}}", $"{{{Good},\"urgency\":2}}",
        $"{{{Good},\"embargoUntil\":\"2030-01-01T00:00:00\"}}", $"{{{Good},\"embargoUntil\":\"2030-01-01\"}}", $"{{{Good},\"embargoUntil\":\"tomorrow\"}}", $"{{{Good},\"embargoUntil\":1893456000}}",
        $"{{{Good},\"embargoUntil\":\"2030-13-01T00:00:00Z\"}}", $"{{{Good},\"embargoUntil\":\"2030-01-01T00:00:00+25:00\"}}", $"{{{Good},\"embargoUntil\":\"\\ud800\"}}", $"{{{Good},\"embargoUntil\":\"0001-01-01T00:00:00+14:00\"}}",
        .. ((string[])["2026-02-30", "23.11.2026", "2026-11-23T00:00:00Z", "2026-1-2", "", "\\ud800", "20261123"])
            .Select(date => $"{{{Good.Replace("2026-11-23", date, StringComparison.Ordinal)}}}"),
        "{\"a\":" + new string('[', 200) + new string(']', 200) + "}",
    ];

    [Theory]
    [MemberData(nameof(DraftBodies))]
    public async Task As_a_new_draft_is_refused(string body)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/drafts", Json(body));
        await AssertRefused(answer);
    }

    [Theory]
    [MemberData(nameof(DraftBodies))]
    public async Task As_a_revision_changes_nothing(string body)
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", Json(body), "\"1\"");
        await AssertRefused(answer);
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"because\"")]
    [InlineData("{\"reason\":null}")]
    [InlineData("{\"reason\":7}")]
    [InlineData("{\"reason\":\"\"}")]
    [InlineData("{\"reason\":\" \"}")]
    [InlineData("{\"reason\":\"\\ud800\"}")]
    [InlineData("{\"reason\":\"\\u202e\"}")]
    [InlineData("{\"Reason\":\"a\"}")]
    [InlineData("{\"reason\":\"a\",\"reason\":\"b\"}")]
    [InlineData("{\"reason\":\"a\",\"why\":\"b\"}")]
    public async Task As_a_withdrawal_changes_nothing(string body)
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", Json(body));
        await AssertRefused(answer);
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
    }

    [Fact]
    public async Task As_a_reason_without_end_changes_nothing()
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", Json($"{{\"reason\":\"{new string('a', 4_001)}\"}}"));
        await Newsroom.Problem(answer, 422, "invalid");
    }

    [Theory]
    [InlineData("POST", "/api/drafts")]
    [InlineData("PUT", "/api/drafts/{id}")]
    [InlineData("POST", "/api/drafts/{id}/withdraw")]
    public async Task In_bytes_that_are_no_text_is_refused(string method, string path)
    {
        var draft = await newsroom.CreateAsync();
        byte[] Broken(string before) => [.. Encoding.UTF8.GetBytes("{" + before), 0xC3, 0x28, (byte)'"', (byte)'}'];
        foreach (var bytes in (byte[][])[Broken("\"title\":\""), Broken("\"reason\":\""), Broken("\""), Encoding.Unicode.GetBytes($"{{{Good}}}"), [0xFF, 0xFE, 0x7B], [0x00]])
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await SendAsync(new HttpMethod(method), path.Replace("{id}", (string?)draft["id"], StringComparison.Ordinal), content, "\"1\"");
            await AssertRefused(answer);
        }
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
    }

    [Theory]
    [InlineData("POST", "/api/drafts")]
    [InlineData("PUT", "/api/drafts/{id}")]
    [InlineData("POST", "/api/drafts/{id}/withdraw")]
    public async Task Of_another_type_is_refused_as_such(string method, string path)
    {
        var draft = await newsroom.CreateAsync();
        foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        {
            using var content = new StringContent($"{{{Good}}}");
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await SendAsync(new HttpMethod(method), path.Replace("{id}", (string?)draft["id"], StringComparison.Ordinal), content, "\"1\"");
            await Newsroom.Problem(answer, 415, "unsupported-media-type");
        }
    }

    [Theory]
    [InlineData("POST", "/api/drafts")]
    [InlineData("PUT", "/api/drafts/{id}")]
    [InlineData("POST", "/api/drafts/{id}/withdraw")]
    public async Task Over_two_mebibytes_is_refused_as_too_large(string method, string path)
    {
        var draft = await newsroom.CreateAsync();
        using var answer = await SendAsync(
            new HttpMethod(method), path.Replace("{id}", (string?)draft["id"], StringComparison.Ordinal), Json($"{{{Good},\"lead\":\"{new string('a', 3 * 1024 * 1024)}\"}}"), "\"1\"");
        await Newsroom.Problem(answer, 413, "too-large");
        Assert.True(JsonNode.DeepEquals(draft, await newsroom.GetAsync(draft)));
    }

    [Theory]
    [InlineData("/api/drafts/not-an-id")]
    [InlineData("/api/drafts/01900000-0000-7000-8000-000000000000")]
    [InlineData("/api/drafts/01900000-0000-7000-8000-000000000000/timeline")]
    [InlineData("/api/drafts/01900000-0000-7000-8000-000000000000/revisions")]
    [InlineData("/api/drafts/01900000-0000-7000-8000-000000000000/revisions/1")]
    [InlineData("/api/drafts/01900000-0000-7000-8000-000000000000/revisions/99999999999")]
    [InlineData("/api/media/01900000-0000-7000-8000-000000000000")]
    [InlineData("/api/media/x")]
    public async Task As_an_address_is_not_found(string path)
    {
        using var answer = await newsroom.Editor.GetAsync(new Uri(path, UriKind.Relative));
        await Newsroom.Problem(answer, 404, "not-found");
    }

    [Theory]
    [InlineData("status=Draft")]
    [InlineData("status=")]
    [InlineData("status=draft&status=published")]
    [InlineData("section=sport")]
    [InlineData("q=%00")]
    [InlineData("q=%E2%80%AE")]
    [InlineData("q=%FF%FE%0A")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=ten")]
    [InlineData("limit=1&limit=2")]
    [InlineData("cursor=x")]
    [InlineData("cursor=%00")]
    [InlineData("cursor=")]
    public async Task In_the_query_of_the_list_is_refused(string query)
    {
        using var answer = await newsroom.Editor.GetAsync(new Uri("/api/drafts?" + query, UriKind.Relative));
        await Newsroom.Problem(answer, 400, "bad-query");
    }

    private static async Task AssertRefused(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.StartsWith("https://akorda.example/problems/", (string?)problem["type"], StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), "application/json");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await newsroom.Editor.SendAsync(request);
    }
}
