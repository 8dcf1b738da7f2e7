using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Review.Tests;

/// <summary>Review alone, hosted once for a class of tests; the probe is everybody else.</summary>
public sealed class Newsroom : IAsyncLifetime
{
    /// <summary>The running service.</summary>
    public TestHost Host { get; private set; } = null!;   // set before any test runs

    /// <summary>What checks a signature of Review's.</summary>
    public static PublicKeys ReviewKeys => PublicKeys.Load(ProductKeys.PublicKeysFile, "review");

    public async ValueTask InitializeAsync() => Host = await TestHost.StartAsync([new ReviewModule()], ProductKeys.Provide);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal HttpClient Reviewer(string person = "reviewer") => Host.As(person, "reviewer");

    /// <summary>The review of a text, once it is there.</summary>
    internal Task<JsonElement> ReviewOfAsync(A about, int revision = 1, int round = 1, string language = "kk", string? state = null) =>
        FindAsync(about, review => review.GetProperty("revision").GetInt32() == revision && review.GetProperty("round").GetInt32() == round
            && review.GetProperty("language").GetString() == language && (state is null || review.GetProperty("state").GetString() == state),
            $"{state} review of {language} {revision}.{round}");

    /// <summary>All reviews of an event.</summary>
    internal async Task<IReadOnlyList<JsonElement>> ReviewsAsync(A about)
    {
        using var client = Reviewer();
        var page = await client.GetFromJsonAsync<JsonElement>("/api/reviews?limit=100");
        return [.. page.GetProperty("items").EnumerateArray().Where(review => review.GetProperty("eventId").GetGuid() == about.EventId)];
    }

    /// <summary>Sends a message and waits until Review has taken it over: done, or kept among the failed.</summary>
    internal async Task HandleAsync(object message)
    {
        var db = Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(ReviewModule.Key);
        Task<long> HandledAsync() => db.FindAsync("select count(*) from messaging.inbox", [], row => row.GetInt64(0), CancellationToken.None);
        var before = await HandledAsync();
        await Host.Probe.SendAsync(message);
        await Eventually.TrueAsync(async () => await HandledAsync() > before, "message taken over");
    }

    /// <summary>How many messages about this event Review could not handle; a person would see them in the Desk.</summary>
    internal Task<long> FailedMessagesAsync(A about) => Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(ReviewModule.Key)
        .FindAsync("select count(*) from messaging.failed_message where position($1::bytea in payload) > 0", [Encoding.UTF8.GetBytes(about.EventId.ToString())], row => row.GetInt64(0), CancellationToken.None);

    internal async Task<HttpResponseMessage> ApproveAsync(JsonElement review, string person = "reviewer", string? digest = null)
    {
        using var client = Reviewer(person);
        return await client.PostAsJsonAsync($"/api/reviews/{review.GetProperty("id").GetGuid()}/approve", new { digest = digest ?? review.GetProperty("digest").GetString() });
    }

    internal async Task<HttpResponseMessage> ReturnAsync(JsonElement review, object body, string person = "reviewer")
    {
        using var client = Reviewer(person);
        return await client.PostAsJsonAsync($"/api/reviews/{review.GetProperty("id").GetGuid()}/return", body);
    }

    internal async Task<JsonElement> ApprovedAsync(JsonElement review, string person = "reviewer")
    {
        using var answer = await ApproveAsync(review, person);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/" + name, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> FindAsync(A about, Func<JsonElement, bool> fits, string what) =>
        (JsonElement)await Eventually.AnswerAsync<object>(async () => (await ReviewsAsync(about)).Where(fits).Cast<object>().FirstOrDefault(), what);
}
