using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Akorda.Testing;

namespace Akorda.Browser;

/// <summary>An event that an editor wrote in Kazakh and submitted, to be translated into Russian: a test begins where its own people come in.</summary>
internal sealed class SubmittedEvent
{
    private readonly Colleagues colleagues;
    private readonly JsonObject draft;
    private readonly string author;
    private int revision;

    private SubmittedEvent(Office office, JsonObject draft, string author) => (colleagues, this.draft, this.author) = (new Colleagues(office.Newsroom), draft, author);

    public Guid Id { get; private set; }
    public string Title => (string)draft["title"]!;   // written below

    /// <summary>Writes and submits one.</summary>
    public static async Task<SubmittedEvent> WriteAsync(Office office, string body, string author = "editor", string urgency = "routine", string? photograph = null, DateTimeOffset? embargo = null)
    {
        var submitted = new SubmittedEvent(office, new JsonObject
        {
            ["language"] = "kk", ["section"] = "events", ["rubric"] = "akorda", ["occurredOn"] = "2021-12-20", ["title"] = $"Кездесу {UniqueWord()}", ["body"] = body,
            ["targetLanguages"] = new JsonArray("ru"), ["urgency"] = urgency, ["embargoUntil"] = embargo,
        }, author);
        if (photograph is not null)
            submitted.draft["media"] = new JsonArray(new JsonObject { ["id"] = await submitted.UploadAsync(office), ["alt"] = photograph, ["caption"] = $"Кездесу залында {UniqueWord()}" });
        await submitted.SubmitAsync(await submitted.colleagues.CallAsync(author, HttpMethod.Post, "/api/drafts", submitted.draft));
        return submitted;
    }

    /// <summary>A word that no other test uses; of letters alone, because a figure would have to stand in every translation.</summary>
    public static string UniqueWord() => string.Concat(Guid.CreateVersion7().ToString("N").Select(figure => "абвгдежзиклмнопр"[Convert.ToInt32(figure.ToString(), 16)]));

    /// <summary>Submits a next revision with another body.</summary>
    public async Task ReviseAsync(string body)
    {
        draft["body"] = body;
        await SubmitAsync(await colleagues.CallAsync(author, HttpMethod.Put, $"/api/drafts/{Id}", draft.DeepClone(), $"\"{revision}\""));
    }

    /// <summary>The task, as soon as there is one in this state.</summary>
    public async Task<string> TaskAsync(string state = "queued") => (string)(await colleagues.EntryAsync("chief", $"/api/translations?language=ru&limit=100&state={state}", Id))["id"]!;

    /// <summary>The review of a language, as soon as one is pending.</summary>
    public async Task<string> ReviewAsync(string language = "ru") => (string)(await colleagues.EntryAsync("reviewer", $"/api/reviews?language={language}&limit=100&state=pending", Id))["id"]!;

    /// <summary>Translates everything and completes it.</summary>
    public async Task<string> TranslateAsync(Func<string, string> translation)
    {
        var task = await TaskAsync();
        await colleagues.TranslateAsync(Id, "ru", translation);
        return task;
    }

    private async Task SubmitAsync(JsonNode saved)
    {
        (Id, revision) = ((Guid)saved["id"]!, (int)saved["revision"]!);
        await colleagues.CallAsync(author, HttpMethod.Post, $"/api/drafts/{Id}/submit", null, $"\"{revision}\"");
    }

    private async Task<string> UploadAsync(Office office)
    {
        using var client = TestHost.Client(office.Newsroom);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await colleagues.TokenAsync(author));
        using var file = new ByteArrayContent(Pictures.Hall()) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        using var form = new MultipartFormDataContent { { file, "file", "hall.jpg" } };
        using var uploaded = await client.PostAsync("/api/media", form);
        return (string)(await uploaded.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
