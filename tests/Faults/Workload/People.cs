using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Faults.World;

namespace Akorda.Faults.Workload;

/// <summary>What came of one call. No status: whether it was done is not known.</summary>
public sealed record Reply(int? Status, string Text)
{
    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>Worth asking again: nobody answered, or somebody said so.</summary>
    public bool IsPassing => Status is null or 401 or 408 or 429 or >= 500;

    public JsonNode Body => Text.Length == 0 ? new JsonObject() : JsonNode.Parse(Text) ?? new JsonObject();

    /// <summary>The name in the problem document.</summary>
    public string Problem => IsDone ? "" : ((string?)Body["type"] ?? "").Split('/', ':')[^1];
}

/// <summary>The newsroom's people: they ask the Desk, and ask again until they are told something definite.</summary>
/// <param name="desk">Where they sign in.</param>
/// <param name="journal">What they are told.</param>
/// <param name="door">Where they ask; left out: the Desk.</param>
public sealed class People(Uri desk, Journal journal, Uri? door = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { BaseAddress = door ?? desk, Timeout = Patience };
    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <summary>One call, whatever comes of it.</summary>
    public Task<Reply> AskAsync(string who, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null, string? key = null, CancellationToken ct = default) =>
        SendAsync(who, method, path, body is null ? null : JsonContent.Create(body), ifMatch, key, ct);

    /// <summary>A photograph is uploaded, whatever comes of it.</summary>
    public Task<Reply> UploadAsync(string who, HttpContent photograph, CancellationToken ct) =>
        SendAsync(who, HttpMethod.Post, "/api/media", new MultipartFormDataContent { { photograph, "file", "photograph" } }, null, null, ct);

    /// <summary>Asks until the answer is definite.</summary>
    public async Task<Reply> InsistAsync(string who, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null, string? key = null, CancellationToken ct = default)
    {
        while (true)
        {
            var reply = await AskAsync(who, method, path, body?.DeepClone(), ifMatch, key, ct);
            if (!reply.IsPassing) return reply;
            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>Signs in anew: some acts want a fresh sign-in.</summary>
    public void Forget(string who) => tokens.TryRemove(who, out _);

    public void Dispose() => client.Dispose();

    private async Task<Reply> SendAsync(string who, HttpMethod method, string path, HttpContent? content, string? ifMatch, string? key, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who, ct));
            if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            using var answer = await client.SendAsync(request, ct);
            if ((int)answer.StatusCode == 401) tokens.TryRemove(who, out _);
            journal.Count($"{(int)answer.StatusCode}");
            return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            journal.Count("none");
            return new Reply(null, "");
        }
    }

    private async Task<string> TokenAsync(string who, CancellationToken ct)
    {
        if (tokens.TryGetValue(who, out var token)) return token;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = "demo", ["scope"] = "newsroom", ["username"] = who, ["password"] = Newsroom.Password,
        });
        using var answer = await client.PostAsync(new Uri(desk, "/connect/token"), form, ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{who} cannot sign in: {answer.StatusCode}");
        return tokens[who] = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))?["access_token"] ?? throw new HttpRequestException($"{who} got no token.");
    }
}
