using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Journeys.Telemetry;

/// <summary>Telemetry and what processes print name ids: no word of a statement, no password, no token.</summary>
public sealed class WhatIsNotTold(ObservedProduct product) : IClassFixture<ObservedProduct>
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    // One of each, of many.
    private static readonly string[] Acts = ["draft-created", "draft-submitted", "task-claimed", "task-completed", "text-returned", "text-approved", "release-published", "delivery-delivered", "delivery-rejected"];

    private readonly Canaries canaries = new();

    [Fact]
    public async Task Is_any_word_of_an_event_nor_any_secret()
    {
        var newsroom = product.Newsroom;
        await ToldByIdAsync(product.Receiver, await LiveAsync(newsroom, product.Sandbox));
        AssertNotTold(product.Receiver, product.Output, newsroom.Secrets);
    }

    [Fact]
    public async Task Is_any_of_them_where_every_service_is_a_process_of_its_own()
    {
        await using Receiver receiver = new();
        await using ServicesApart services = new(receiver.Settings);
        await services.StartAsync();
        var newsroom = services.Newsroom;
        var ids = await LiveAsync(newsroom, services.Sandbox);
        await ToldByIdAsync(receiver, ids);
        // A container's output is all that some collect: each act is a line of JSON there, with its event.
        foreach (var act in Acts)
            Assert.Contains(services.Output, line => line.StartsWith('{') && line.Contains($"\"Act\":\"{act}\"", StringComparison.Ordinal) && ids.Any(id => line.Contains($"\"akorda.event.id\":\"{id}\"", StringComparison.Ordinal)));
        AssertNotTold(receiver, services.Output, newsroom.Secrets.Append(ServicesApart.ClientSecret));
    }

    // Two events, one that stays under its embargo and one that meets networks that fail; and whatever people do wrong beside.
    private async Task<IReadOnlyList<Guid>> LiveAsync(Newsroom newsroom, Uri sandbox)
    {
        var photograph = await PhotographAsync(newsroom);
        return [await StayEmbargoedAsync(newsroom, photograph), await MeetFailuresAsync(newsroom, sandbox, photograph)];
    }

    private async Task<Guid> StayEmbargoedAsync(Newsroom newsroom, JsonNode photograph)
    {
        var draft = canaries.Draft(photograph);
        draft["embargoUntil"] = TimeProvider.System.GetUtcNow().AddDays(1);
        var id = await newsroom.SubmitAsync(draft);
        foreach (var language in (string[])["ru", "en"]) await newsroom.TranslateAsync(id, language, canaries.Into(language));
        await newsroom.ReturnAsync(id, "ru", canaries.Word("Comment"));
        await newsroom.TranslateAsync(id, "ru", canaries.Into("ru"), state: "returned");
        foreach (var language in (string[])["kk", "ru", "en"]) await newsroom.ApproveAsync(id, language);
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "scheduled", "is scheduled");

        await newsroom.CallAsync("editor", HttpMethod.Get, $"/api/drafts?q={canaries.Word("Search")}");
        await RefusedAsync(newsroom, HttpMethod.Get, $"/api/drafts?status={canaries.Word("Filter")}");
        await RefusedAsync(newsroom, HttpMethod.Post, "/api/drafts", new JsonObject { [canaries.Word("Member")] = canaries.Word("Value") });
        await RefusedAsync(newsroom, HttpMethod.Post, "/api/drafts", JsonValue.Create(canaries.Word("Text")));
        draft["body"] = $"<script>{canaries.Word("Script")}</script>";
        await RefusedAsync(newsroom, HttpMethod.Post, "/api/drafts", draft);
        using var stranger = await newsroom.SignInAsync(canaries.Word("Name"), canaries.Word("Password"));
        Assert.False(stranger.IsSuccessStatusCode);
        return id;
    }

    private async Task<Guid> MeetFailuresAsync(Newsroom newsroom, Uri sandbox, JsonNode photograph)
    {
        // The first photograph that is sent goes into the audit chat, the second one is the post.
        await FailAsync(sandbox,
            new JsonObject { ["network"] = "telegram", ["operation"] = "sendPhoto", ["on"] = new JsonArray(2), ["kind"] = "answer", ["status"] = 400, ["body"] = new JsonObject { ["ok"] = false, ["error_code"] = 400, ["description"] = $"Bad Request: {canaries.Word("Refusal")}" } },
            new JsonObject { ["network"] = "x", ["operation"] = "post", ["kind"] = "executeThenReset", ["on"] = new JsonArray(1) },
            new JsonObject { ["network"] = "facebook", ["operation"] = "feed", ["kind"] = "fail", ["on"] = new JsonArray(1) });
        var draft = canaries.Draft(photograph);
        draft["targetLanguages"] = new JsonArray();
        draft["embargoUntil"] = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var id = await newsroom.SubmitAsync(draft);
        await newsroom.ApproveAsync(id, "kk");
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "published"
            && publication["deliveries"]!.AsArray() is { Count: > 0 } deliveries && deliveries.All(delivery => (string)delivery!["state"]! is "delivered" or "rejected" or "held"), "is published and settled");
        await FailAsync(sandbox);
        await newsroom.CallAsync("publisher", HttpMethod.Post, $"/api/publications/{id}/withdraw", new JsonObject { ["reason"] = canaries.Word("Reason") });
        await newsroom.PublicationAsync(id, publication => (string?)publication["state"] == "withdrawn", "is withdrawn");
        return id;
    }

    // Logs come in batches: when the last act was told, so was all that went before it.
    private static Task ToldByIdAsync(Receiver receiver, IReadOnlyList<Guid> ids)
    {
        List<string> missing = [];
        return AwaitAsync(
            () =>
            {
                var told = receiver.Logs.Where(record => record.TraceId.Length > 0 && ids.Any(id => record.Attributes.GetValueOrDefault("akorda.event.id") == id.ToString())).Select(record => record.Attributes.GetValueOrDefault("Act", "")).ToHashSet();
                missing = [.. Acts.Append("publication-withdrawn").Except(told)];
                return missing.Count == 0;
            },
            () => $"No log record with its event's id and a trace tells of: {string.Join(", ", missing)}.");
    }

    private void AssertNotTold(Receiver receiver, IEnumerable<string> output, IEnumerable<string> secrets)
    {
        var lines = output.ToList();
        Assert.True(canaries.Words.Count > 40, "The event holds few words.");
        foreach (var secret in canaries.Words.Concat(secrets).Concat(["Bearer ey", "Bearer%20", "sandbox-telegram-kk", "sandbox-x-kk-secret", "sandbox-facebook-kk", "sandbox-consumer-secret", "sandbox-app-secret"]))
        {
            Assert.False(receiver.Heard(secret), $"{secret} came by telemetry: {Where(receiver, secret)}");
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string Where(Receiver receiver, string secret) => string.Join('\n', receiver.Logs.Select(log => $"{log.Category}: {log.Body} {string.Join(' ', log.Attributes)}")
        .Concat(receiver.Spans.Select(span => $"{span.Name}: {string.Join(' ', span.Attributes)}"))
        .Concat(receiver.Metrics.Select(metric => $"{metric.Name}: {string.Join(' ', metric.Attributes)}"))
        .Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Take(3));

    private static async Task<JsonNode> PhotographAsync(Newsroom newsroom)
    {
        using var picture = new ByteArrayContent(Convert.FromBase64String(Pixel));
        using var form = new MultipartFormDataContent { { picture, "file", "photograph.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/media") { Content = form };
        using var answer = await newsroom.SendAsync("editor", request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task RefusedAsync(Newsroom newsroom, HttpMethod method, string path, JsonNode? body = null)
    {
        using var answer = await newsroom.SendAsync("editor", method, path, body, null);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    private static async Task FailAsync(Uri sandbox, params JsonObject[] faults)
    {
        using var control = TestHost.Client(sandbox);
        using var answer = await control.PostAsJsonAsync("/control/faults", new JsonObject { ["faults"] = new JsonArray([.. faults]) });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task AwaitAsync(Func<bool> condition, Func<string> lack)
    {
        try { await Eventually.TrueAsync(() => Task.FromResult(condition()), "telemetry"); }
        catch (TimeoutException) { Assert.Fail(lack()); }
    }
}
