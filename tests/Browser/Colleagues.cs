using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Browser;

/// <summary>People who did their part before a test looks at a screen, over the API that the screens use.</summary>
public sealed class Colleagues(Uri newsroom) : IDisposable
{
    private readonly HttpClient api = TestHost.Client(newsroom);
    private readonly Dictionary<string, string> tokens = [];

    public void Dispose() => api.Dispose();

    /// <summary>A draft in Kazakh with a body, saved and not submitted.</summary>
    public async Task<JsonNode> DraftAsync(string title, string editor = "editor", Action<JsonObject>? more = null)
    {
        var draft = new JsonObject
        {
            ["language"] = "kk", ["section"] = "events", ["rubric"] = "akorda", ["occurredOn"] = "2026-11-20", ["title"] = title,
            ["body"] = "Кездесуге 12 елдің елшісі қатысты.\n\n## Тоқтам\n\n> Біз достықты бағалаймыз.\n> — Президент",
        };
        more?.Invoke(draft);
        return await CallAsync(editor, HttpMethod.Post, "/api/drafts", draft);
    }

    /// <summary>The draft on its way.</summary>
    public async Task<Guid> SubmittedAsync(string title, string editor = "editor", Action<JsonObject>? more = null)
    {
        var draft = await DraftAsync(title, editor, more);
        await CallAsync(editor, HttpMethod.Post, $"/api/drafts/{draft["id"]}/submit", null, $"\"{draft["revision"]}\"");
        return (Guid)draft["id"]!;
    }

    /// <summary>The entry of an event in a list, as soon as it is there.</summary>
    public Task<JsonNode> EntryAsync(string who, string list, Guid eventId) => Eventually.AnswerAsync(async () =>
        (await CallAsync(who, HttpMethod.Get, list))["items"]!.AsArray().FirstOrDefault(item => (Guid)item!["eventId"]! == eventId), $"entry of {eventId} in {list}");

    /// <summary>A translation, claimed, filled and completed.</summary>
    public async Task TranslateAsync(Guid eventId, string language, Func<string, string> translate)
    {
        var who = $"translator-{language}";
        var task = await EntryAsync(who, $"/api/translations?language={language}&state=queued", eventId);
        var open = await CallAsync(who, HttpMethod.Post, $"/api/translations/{task["id"]}/claim");
        foreach (var segment in open["segments"]!.AsArray())
            await CallAsync(who, HttpMethod.Put, $"/api/translations/{task["id"]}/segments/{segment!["id"]}", new JsonObject { ["target"] = translate((string)segment["source"]!) });
        await CallAsync(who, HttpMethod.Post, $"/api/translations/{task["id"]}/complete", new JsonObject { ["acknowledged"] = new JsonArray(), ["reason"] = null });
    }

    /// <summary>An approval of what waits in one language.</summary>
    public async Task ApproveAsync(Guid eventId, string language, string who = "reviewer")
    {
        var review = await EntryAsync(who, $"/api/reviews?language={language}&state=pending", eventId);
        await CallAsync(who, HttpMethod.Post, $"/api/reviews/{review["id"]}/approve", new JsonObject { ["digest"] = (string)review["digest"]! });
    }

    /// <summary>One call that must succeed.</summary>
    public async Task<JsonNode> CallAsync(string who, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{who}: {method} {path} answered {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    internal async Task<string> TokenAsync(string who)
    {
        if (tokens.TryGetValue(who, out var token)) return token;
        using var answer = await api.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = "demo", ["scope"] = "newsroom", ["username"] = who, ["password"] = Office.Password,
        }));
        return tokens[who] = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"] ?? throw new InvalidOperationException($"{who} cannot sign in.");
    }
}
