// Drives one event through a running product as its people would: every step over HTTP, each with its time.
#:project ../shared/Texts/Akorda.Texts.csproj
#:property PublishAot=false
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Texts;

var sample = JsonNode.Parse(await File.ReadAllTextAsync(args[0]))!;
var newsroom = Environment.GetEnvironmentVariable("Urls__Newsroom") ?? "http://127.0.0.1:8090";
var clock = Stopwatch.StartNew();
var here = new HttpClient { BaseAddress = new Uri(newsroom) };
try
{
    await new Demo(sample, here, args[1], clock).RunAsync();
    return 0;
}
catch (Exception stopped) when (stopped is InvalidOperationException or HttpRequestException or TimeoutException)
{
    Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.00} s  stopped: {stopped.Message}");
    return 1;
}

internal sealed class Demo(JsonNode sample, HttpClient api, string data, Stopwatch clock)
{
    private readonly Dictionary<string, string> tokens = [];

    public async Task RunAsync()
    {
        await UntilReadyAsync();
        var draft = sample["draft"]!;
        var source = (string)draft["language"]!;
        var id = await SubmitAsync(draft);
        foreach (var (language, translation) in sample["translations"]!.AsObject())
            await TranslateAsync(id, language, translation!);
        foreach (var language in sample["translations"]!.AsObject().Select(translation => translation.Key).Prepend(source))
            await ApproveAsync(id, language);
        await WatchAsync(id);
    }

    private async Task UntilReadyAsync()
    {
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                if ((await api.GetAsync("/health/ready")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(200);
        }
        throw new TimeoutException($"nothing answers at {api.BaseAddress}; start the product with: bash deploy/run.sh");
    }

    private async Task<string> SubmitAsync(JsonNode draft)
    {
        var created = await SendAsync("editor", HttpMethod.Post, "/api/drafts", draft);
        var id = (string)created["id"]!;
        Say($"editor     wrote draft {created["number"]}: {created["title"]}");
        await SendAsync("editor", HttpMethod.Post, $"/api/drafts/{id}/submit", null, $"\"{created["revision"]}\"");
        Say("editor     submitted it");
        return id;
    }

    private async Task TranslateAsync(string id, string language, JsonNode translation)
    {
        var who = $"translator-{language}";
        var task = await UntilAsync(who, $"/api/translations?language={language}&state=queued", item => (string?)item["eventId"] == id);
        var path = $"/api/translations/{task["id"]}";
        var segments = (await SendAsync(who, HttpMethod.Post, $"{path}/claim"))["segments"]!.AsArray();
        Say($"{who} claimed the task: {segments.Count} segments");
        var targets = SegmentsOf(sample["draft"]!, language, translation);
        if (targets.Count != segments.Count)
            throw new InvalidOperationException($"the file has {targets.Count} {language} segments and the text was cut into {segments.Count}: {string.Join(" | ", segments.Select(segment => segment!["source"]))}");
        foreach (var (segment, target) in segments.Zip(targets))
        {
            var saved = await SendAsync(who, HttpMethod.Put, $"{path}/segments/{segment!["id"]}", new JsonObject { ["target"] = target });
            foreach (var check in saved["checks"]!.AsArray()) Say($"{who} sees a check: {check!["message"]}");
        }
        await SendAsync(who, HttpMethod.Post, $"{path}/complete", new JsonObject { ["acknowledged"] = new JsonArray(), ["reason"] = null });
        Say($"{who} completed it");
    }

    // The file holds whole texts; the product's own rules cut them as they cut the source.
    private static List<string> SegmentsOf(JsonNode draft, string language, JsonNode translation) => [.. Segments.Cut(new Document
    {
        Format = 1,
        EventId = Guid.Empty,
        Number = 0,
        Language = language,
        Languages = [language],
        Section = (string)draft["section"]!,
        Rubric = (string)draft["rubric"]!,
        Place = (string?)translation["place"],
        OccurredOn = DateOnly.Parse((string)draft["occurredOn"]!, CultureInfo.InvariantCulture),
        Title = (string)translation["title"]!,
        Lead = (string?)translation["lead"],
        Body = (string)translation["body"]!,
        Media = [],
        Topics = [],
        ReleasePolicy = "together",
        Urgency = "routine",
        EmbargoUntil = null,
        Channels = [],
        ChannelTexts = new Dictionary<string, string>(),
    }, []).Select(segment => segment.Text)];

    private async Task ApproveAsync(string id, string language)
    {
        var review = await UntilAsync("reviewer", $"/api/reviews?language={language}&state=pending", item => (string?)item["eventId"] == id);
        await SendAsync("reviewer", HttpMethod.Post, $"/api/reviews/{review["id"]}/approve", new JsonObject { ["digest"] = (string)review["digest"]! });
        Say($"reviewer   approved the {language} text {((string)review["digest"]!)[..12]}…");
    }

    private async Task WatchAsync(string id)
    {
        HashSet<string> told = [];
        for (var tries = 0; tries < 600; tries++)
        {
            var publication = await SendAsync("editor", HttpMethod.Get, $"/api/publications/{id}", missingIsNull: true);
            if (publication["releaseAt"] is { } at && (string?)publication["state"] == "scheduled" && told.Add("scheduled")) Say($"publisher  waits for {at}");
            var deliveries = publication["deliveries"]?.AsArray() ?? [];
            foreach (var delivery in deliveries)
            {
                var state = (string)delivery!["state"]!;
                if (state is "delivered" or "held" or "rejected" or "skipped" or "withdrawn" && told.Add((string)delivery["id"]!))
                    Say($"{delivery["destination"],-12}{state} {delivery["language"]} {delivery["url"]} {delivery["reason"]}");
            }
            if (told.Contains("scheduled") || deliveries.Count > 0 && deliveries.All(delivery => told.Contains((string)delivery!["id"]!))) return;
            await Task.Delay(100);
        }
        throw new TimeoutException("the event did not come out in a minute; look at its timeline");
    }

    private async Task<JsonNode> UntilAsync(string who, string list, Func<JsonNode, bool> wanted)
    {
        for (var tries = 0; tries < 1_800; tries++)
        {
            for (var page = list; page is not null;)
            {
                var answer = await SendAsync(who, HttpMethod.Get, page);
                if (answer["items"]!.AsArray().FirstOrDefault(item => wanted(item!)) is { } found) return found;
                page = answer["next"] is { } next ? $"{list}&cursor={next}" : null;
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"{list} did not show the event within a minute and a half");
    }

    private async Task<JsonNode> SendAsync(string who, HttpMethod method, string path, JsonNode? body = null, string? ifMatch = null, bool missingIsNull = false)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who));
        if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } pause && clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(pause);
            return await SendAsync(who, method, path, body?.DeepClone(), ifMatch, missingIsNull);
        }
        if (missingIsNull && (int)response.StatusCode == 404) return new JsonObject();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{who}: {method} {path} answered {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task<string> TokenAsync(string who)
    {
        if (tokens.TryGetValue(who, out var token)) return token;
        var password = Environment.GetEnvironmentVariable("Demo__Password") ?? (await File.ReadAllTextAsync(Path.Combine(data, "demo-password"))).Trim();
        using var response = await api.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = "demo", ["scope"] = "newsroom", ["username"] = who, ["password"] = password,
        }));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return tokens[who] = (string?)answer["access_token"] ?? throw new InvalidOperationException($"{who} cannot sign in: {answer}");
    }

    private void Say(string step) => Console.WriteLine($"{clock.Elapsed.TotalSeconds,7:0.00} s  {step}");
}
