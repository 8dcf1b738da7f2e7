using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>The newsroom's people as they work: each act is the HTTP call that a screen would make, and a step that does not come is named.</summary>
public sealed class Newsroom(Uri address, string password)
{
    private readonly HttpClient api = TestHost.Client(address);
    private readonly Dictionary<string, string> tokens = [];

    /// <summary>The password and the tokens of everybody who has signed in.</summary>
    public IEnumerable<string> Secrets => [password, .. tokens.Values];

    /// <summary>An editor writes and submits an event.</summary>
    public async Task<Guid> SubmitAsync(JsonNode draft, string editor = "editor")
    {
        var created = await CallAsync(editor, HttpMethod.Post, "/api/drafts", draft);
        // Over a broker the Publisher's announcement of its channels takes a moment after a first start; until then the answer is: try again.
        await Eventually.TrueAsync(async () =>
        {
            using var submitted = await SendAsync(editor, HttpMethod.Post, $"/api/drafts/{created["id"]}/submit", null, ETagOf(created));
            Assert.True(submitted.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, await submitted.Content.ReadAsStringAsync());
            return submitted.IsSuccessStatusCode;
        }, "submitted draft");
        return (Guid)created["id"]!;
    }

    /// <summary>An editor changes an event and submits the new revision.</summary>
    public async Task ReviseAsync(Guid id, JsonNode draft, string editor = "editor")
    {
        var now = await CallAsync(editor, HttpMethod.Get, $"/api/drafts/{id}");
        var revised = await CallAsync(editor, HttpMethod.Put, $"/api/drafts/{id}", draft, ETagOf(now));
        await CallAsync(editor, HttpMethod.Post, $"/api/drafts/{id}/submit", null, ETagOf(revised));
    }

    /// <summary>A translator claims the task of a language, fills what is empty or changed, and completes it.</summary>
    /// <param name="translate">The target of a segment, from its kind and source.</param>
    public async Task TranslateAsync(Guid id, string language, Func<JsonNode, string> translate, string state = "queued")
    {
        var who = $"translator-{language}";
        var task = await FindAsync(who, $"/api/translations?language={language}&state={state}", id);
        var open = await CallAsync(who, HttpMethod.Post, $"/api/translations/{task["id"]}/claim");
        foreach (var segment in open["segments"]!.AsArray())
            await CallAsync(who, HttpMethod.Put, $"/api/translations/{task["id"]}/segments/{segment!["id"]}", new JsonObject { ["target"] = translate(segment) });
        await CallAsync(who, HttpMethod.Post, $"/api/translations/{task["id"]}/complete", new JsonObject { ["acknowledged"] = new JsonArray(), ["reason"] = null });
    }

    /// <summary>The review of one language that waits.</summary>
    public Task<JsonNode> PendingReviewAsync(Guid id, string language, int revision = 0, string who = "reviewer") =>
        FindAsync(who, $"/api/reviews?language={language}&state=pending", id, review => revision == 0 || (int)review["revision"]! == revision);

    /// <summary>A reviewer approves the text of one language by its digest.</summary>
    public async Task ApproveAsync(Guid id, string language, int revision = 0, string who = "reviewer")
    {
        var review = await PendingReviewAsync(id, language, revision, who);
        await CallAsync(who, HttpMethod.Post, $"/api/reviews/{review["id"]}/approve", new JsonObject { ["digest"] = (string)review["digest"]! });
    }

    /// <summary>A reviewer sends the text of one language back.</summary>
    public async Task ReturnAsync(Guid id, string language, string comment)
    {
        var review = await PendingReviewAsync(id, language);
        await CallAsync("reviewer", HttpMethod.Post, $"/api/reviews/{review["id"]}/return", new JsonObject { ["comment"] = comment, ["segments"] = new JsonArray() });
    }

    /// <summary>Waits until a publication fits.</summary>
    public Task<JsonNode> PublicationAsync(Guid id, Func<JsonNode, bool> fits, string what) => Eventually.AnswerAsync(async () =>
    {
        using var response = await SendAsync("editor", HttpMethod.Get, $"/api/publications/{id}", null, null);
        if (response.StatusCode != HttpStatusCode.OK) return null;
        var publication = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return fits(publication) ? publication : null;
    }, $"publication {id} that {what}");

    /// <summary>Waits until the whole event is out: released, and every delivery settled as delivered.</summary>
    public Task<JsonNode> DeliveredAsync(Guid id, int revision = 1) => PublicationAsync(id, publication =>
        (string?)publication["state"] == "published" && (int)publication["revision"]! == revision
        && publication["deliveries"]!.AsArray() is { Count: > 0 } deliveries && deliveries.All(delivery => (string)delivery!["state"]! == "delivered"),
        "is published and delivered");

    /// <summary>Waits for the address of one language's page.</summary>
    public Task<string> UrlAsync(Guid id, string language) => Eventually.AnswerAsync(async () =>
        (string?)(await CallAsync("editor", HttpMethod.Get, $"/api/drafts/{id}"))["languages"]?[language]?["url"], $"address of the {language} page");

    /// <summary>One call that must succeed.</summary>
    public async Task<JsonNode> CallAsync(string who, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null)
    {
        using var response = await SendAsync(who, method, path, body, ifMatch);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{who}: {method} {path} answered {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>One call, whatever it answers.</summary>
    public async Task<HttpResponseMessage> SendAsync(string who, HttpMethod method, string path, JsonNode? body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await SendAsync(who, request);
    }

    /// <summary>One call of any content.</summary>
    public async Task<HttpResponseMessage> SendAsync(string who, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who));
        return await api.SendAsync(request);
    }

    /// <summary>Signs in, rightly or not.</summary>
    public Task<HttpResponseMessage> SignInAsync(string who, string with) => api.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["grant_type"] = "password", ["client_id"] = "demo", ["scope"] = "newsroom", ["username"] = who, ["password"] = with,
    }));

    private Task<JsonNode> FindAsync(string who, string list, Guid id, Func<JsonNode, bool>? fits = null) => Eventually.AnswerAsync(async () =>
    {
        for (string? page = list; page is not null;)
        {
            var answer = await CallAsync(who, HttpMethod.Get, page);
            if (answer["items"]!.AsArray().FirstOrDefault(item => (Guid)item!["eventId"]! == id && (fits?.Invoke(item) ?? true)) is { } found) return found;
            page = answer["next"] is { } next ? $"{list}&cursor={next}" : null;
        }
        return null;
    }, $"entry of {id} in {list}");

    private async Task<string> TokenAsync(string who)
    {
        if (tokens.TryGetValue(who, out var token)) return token;
        using var response = await SignInAsync(who, password);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return tokens[who] = (string?)answer["access_token"] ?? throw new InvalidOperationException($"{who} cannot sign in: {answer}");
    }

    private static string ETagOf(JsonNode draft) => $"\"{draft["revision"]}\"";
}
