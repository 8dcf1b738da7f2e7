using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Contracts.Translations;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Akorda.Translation.Tests;

/// <summary>Translation alone, hosted once for a class of tests, under a clock of the test's; the probe is everybody else.</summary>
public sealed class Newsroom : IAsyncLifetime
{
    /// <summary>The running service.</summary>
    public TestHost Host { get; private set; } = null!;   // set before any test runs

    /// <summary>The host's clock; it stands unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public async ValueTask InitializeAsync() =>
        Host = await TestHost.StartAsync([new TranslationModule()], services: services => services.AddSingleton<TimeProvider>(Clock));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal NpgsqlDataSource Db => Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(TranslationModule.Key);

    internal Translator Translator(string person = "aigerim", params IReadOnlyList<string> languages) =>
        new(Host.As(person, "translator", languages.Count == 0 ? ["kk", "ru", "en"] : languages));

    /// <summary>Sends a message and waits until Translation has taken it over: done, or kept among the failed.</summary>
    internal async Task HandleAsync(object message)
    {
        Task<long> HandledAsync() => Db.FindAsync("select count(*) from messaging.inbox", [], row => row.GetInt64(0), CancellationToken.None);
        var before = await HandledAsync();
        await Host.Probe.SendAsync(message);
        await Eventually.TrueAsync(async () => await HandledAsync() > before, "message taken over");
        Assert.Equal(0, await Db.FindAsync("select count(*) from messaging.failed_message", [], row => row.GetInt64(0), CancellationToken.None));
    }

    /// <summary>The id of a task that was queued.</summary>
    internal async Task<Guid> QueuedAsync(A about, int revision = 1, string language = "ru", int round = 1) =>
        (await Host.Probe.WaitForAsync<TranslationQueued>(task =>
            task.EventId == about.EventId && task.Revision == revision && task.Language == language && task.Round == round)).TaskId;

    internal Task<TranslationCompleted> CompletedAsync(A about, int revision = 1, string language = "ru", int round = 1) =>
        Host.Probe.WaitForAsync<TranslationCompleted>(text =>
            text.EventId == about.EventId && text.Revision == revision && text.Language == language && text.Round == round);

    /// <summary>An event with one task, translated and completed.</summary>
    internal async Task<(A Event, Guid Task)> TranslatedAsync(string person = "aigerim", string language = "ru", A? about = null, string body = A.Body, string title = "A title")
    {
        about ??= A.Event();
        await HandleAsync(about.Submitted(1, about.Document(body, title), [language]));
        var task = await QueuedAsync(about, language: language);
        var translator = Translator(person);
        await translator.ClaimAsync(task);
        await translator.FillAsync(task);
        await OkAsync(translator.CompleteAsync(task));
        return (about, task);
    }

    internal static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        Assert.True(answer.StatusCode == status, $"answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/" + name, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), StringComparison.Ordinal);
    }
}

/// <summary>A translator at work over HTTP.</summary>
internal sealed class Translator(HttpClient client)
{
    public HttpClient Client => client;

    public Task<HttpResponseMessage> TryClaimAsync(Guid task) => client.PostAsync(new Uri($"/api/translations/{task}/claim", UriKind.Relative), null);

    public Task<JsonElement> ClaimAsync(Guid task) => Newsroom.OkAsync(TryClaimAsync(task));

    public Task<HttpResponseMessage> ReleaseAsync(Guid task) => client.PostAsync(new Uri($"/api/translations/{task}/release", UriKind.Relative), null);

    public Task<HttpResponseMessage> SaveAsync(Guid task, string segment, string target) =>
        client.PutAsJsonAsync($"/api/translations/{task}/segments/{segment}", new { target });

    public Task<HttpResponseMessage> CompleteAsync(Guid task, string[]? acknowledged = null, string? reason = null) =>
        client.PostAsJsonAsync($"/api/translations/{task}/complete", new { acknowledged = acknowledged ?? [], reason });

    public Task<JsonElement> GetAsync(Guid task) => Newsroom.OkAsync(client.GetAsync(new Uri($"/api/translations/{task}", UriKind.Relative)));

    /// <summary>The task's segments by their source.</summary>
    public async Task<Dictionary<string, JsonElement>> SegmentsAsync(Guid task) =>
        (await GetAsync(task)).GetProperty("segments").EnumerateArray().ToDictionary(segment => segment.GetProperty("source").GetString()!);

    /// <summary>Puts words with the right figures into every segment that has none.</summary>
    public async Task FillAsync(Guid task)
    {
        foreach (var (source, segment) in await SegmentsAsync(task))
        {
            if (segment.GetProperty("target").ValueKind != JsonValueKind.Null) continue;
            var figures = string.Concat(source.Where(char.IsDigit));
            await Newsroom.OkAsync(SaveAsync(task, segment.GetProperty("id").GetString()!, $"Перевод {figures}".Trim()));
        }
    }
}
