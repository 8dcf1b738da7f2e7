using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Akorda.Contracts.Publications;
using Akorda.Ingestion.Tests;
using Akorda.Testing;

[assembly: AssemblyFixture(typeof(Newsroom))]

namespace Akorda.Ingestion.Tests;

/// <summary>Ingestion alone, hosted once for all tests; the probe has announced the channels. Every test writes events of its own.</summary>
public sealed class Newsroom : IAsyncLifetime
{
    public static readonly ChannelsAnnounced Channels = new()
    {
        AnnouncedAt = DateTimeOffset.UnixEpoch,
        Channels =
        [
            new() { Id = "telegram-kk", Network = "telegram", Language = "kk", Default = true },
            new() { Id = "x-kk", Network = "x", Language = "kk", Default = true },
            new() { Id = "vk-kk", Network = "vk", Language = "kk", Default = false },
            new() { Id = "telegram-ru", Network = "telegram", Language = "ru", Default = true },
            new() { Id = "x-en", Network = "x", Language = "en", Default = true },
        ],
    };

    public TestHost Host { get; private set; } = null!;   // set before any test runs

    /// <summary>An editor's client.</summary>
    public HttpClient Editor { get; private set; } = null!;   // set before any test runs

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync([new IngestionModule()]);
        Editor = Host.As("aliya", "editor");
        await Host.Probe.SendAsync(Channels);
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await Editor.PostAsJsonAsync("/api/drafts", A.Draft(draft => draft["channels"] = new JsonArray("vk-kk")));
            return answer.StatusCode == HttpStatusCode.Created;
        }, "channel that the Publisher announced");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Creates a draft; answers it as it was created.</summary>
    public async Task<JsonObject> CreateAsync(Action<JsonObject>? change = null, HttpClient? by = null)
    {
        using var answer = await (by ?? Editor).PostAsJsonAsync("/api/drafts", A.Draft(change));
        return await Read(answer, HttpStatusCode.Created);
    }

    /// <summary>Writes a new revision over a known one.</summary>
    public async Task<JsonObject> ReviseAsync(JsonObject draft, Action<JsonObject>? change = null, HttpClient? by = null)
    {
        using var answer = await SendAsync(HttpMethod.Put, $"/api/drafts/{draft["id"]}", A.Draft(change), $"\"{draft["revision"]}\"", by);
        return await Read(answer, HttpStatusCode.OK);
    }

    /// <summary>Submits a draft's newest revision.</summary>
    public async Task<JsonObject> SubmitAsync(JsonObject draft, HttpClient? by = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/submit", null, $"\"{draft["revision"]}\"", by);
        return await Read(answer, HttpStatusCode.Accepted);
    }

    /// <summary>The draft as it is now.</summary>
    public async Task<JsonObject> GetAsync(JsonObject draft)
    {
        using var answer = await Editor.GetAsync(new Uri($"/api/drafts/{draft["id"]}", UriKind.Relative));
        return await Read(answer, HttpStatusCode.OK);
    }

    /// <summary>Waits until the draft has this status.</summary>
    public Task UntilAsync(JsonObject draft, string status) =>
        Eventually.TrueAsync(async () => (string?)(await GetAsync(draft))["status"] == status, $"draft with status {status}");

    /// <summary>Waits until one language of the draft has this status.</summary>
    public Task UntilAsync(JsonObject draft, string language, string status) =>
        Eventually.TrueAsync(async () => (string?)(await GetAsync(draft))["languages"]![language]!["status"] == status, $"{language} with status {status}");

    /// <summary>Waits until the timeline is so.</summary>
    public Task UntilAsync(JsonObject draft, Func<IReadOnlyList<JsonObject>, bool> timeline) =>
        Eventually.TrueAsync(async () => timeline(await TimelineAsync(draft)), "such timeline");

    /// <summary>The event's steps; none while nothing is known of it.</summary>
    public async Task<IReadOnlyList<JsonObject>> TimelineAsync(JsonObject draft)
    {
        using var answer = await Editor.GetAsync(new Uri($"/api/drafts/{draft["id"]}/timeline", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? [] : [.. (await Read(answer, HttpStatusCode.OK))["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    /// <summary>Sends a request with what headers it needs.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body, string? ifMatch = null, HttpClient? by = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (by ?? Editor).SendAsync(request);
    }

    /// <summary>Imports what should be a Word file.</summary>
    public async Task<HttpResponseMessage> ImportAsync(HttpContent content, string query, HttpClient? by = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/drafts/import?" + query) { Content = content };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (by ?? Editor).SendAsync(request);
    }

    /// <summary>The body of an answer that has this status; anything else fails with what came instead.</summary>
    public static async Task<JsonObject> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Checks a problem document and answers it.</summary>
    public static async Task<JsonObject> Problem(HttpResponseMessage answer, int status, string name)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("https://akorda.example/problems/" + name, (string?)problem["type"]);
        return problem;
    }
}
