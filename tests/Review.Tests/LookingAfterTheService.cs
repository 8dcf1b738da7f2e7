using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Review.Tests;

/// <summary>What an administrator asks and orders; one service stands for all.</summary>
public sealed class LookingAfterTheService : IAsyncLifetime
{
    private readonly Newsroom newsroom = new();

    public ValueTask InitializeAsync() => newsroom.InitializeAsync();

    public ValueTask DisposeAsync() => newsroom.DisposeAsync();

    [Fact]
    public async Task A_group_of_failed_messages_is_retried_at_once()
    {
        await FailAsync(3, "no writers");
        await FailAsync(1, "not canonical");
        using var administrator = newsroom.Host.As("adam", "administrator");
        var groups = await GroupsAsync(administrator);
        Assert.Equal([3, 1], groups.Select(group => group.GetProperty("count").GetInt32()));

        var answer = await OrderAsync(administrator, "retry", new { consumer = groups[0].GetProperty("consumer").GetString(), error = groups[0].GetProperty("error").GetString() });

        Assert.Equal(3, answer.GetProperty("messages").GetInt32());
        // They are tried, and fail as before: nothing was mended.
        Assert.Equal(1, (await GroupsAsync(administrator)).Sum(group => group.GetProperty("count").GetInt32()));
        var acts = await ActsAsync(administrator, "");
        Assert.Equal(3, acts.Count(act => act.GetProperty("action").GetString() == "failed-message-retried" && act.GetProperty("actor").GetString() == "adam"));
    }

    [Fact]
    public async Task Failed_messages_that_were_picked_are_archived_at_once_with_one_reason()
    {
        await FailAsync(3, "no writers");
        using var administrator = newsroom.Host.As("adam", "administrator");
        var ids = (await administrator.GetFromJsonAsync<JsonElement>("/api/review/failed-messages")).GetProperty("items").EnumerateArray().Select(message => message.GetProperty("id").GetGuid()).ToList();

        var answer = await OrderAsync(administrator, "archive", new { ids = ids.Take(2), reason = "A test." });

        Assert.Equal(2, answer.GetProperty("messages").GetInt32());
        var archived = (await administrator.GetFromJsonAsync<JsonElement>("/api/review/failed-messages?state=archived")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(ids.Take(2).Order(), archived.Select(message => message.GetProperty("id").GetGuid()).Order());
        Assert.All(archived, message => Assert.Equal("A test.", message.GetProperty("reason").GetString()));
        Assert.Equal(0, (await OrderAsync(administrator, "archive", new { ids = ids.Take(2), reason = "Again." })).GetProperty("messages").GetInt32());
        Assert.Equal(0, (await OrderAsync(administrator, "retry", new { ids = ids.Take(2) })).GetProperty("messages").GetInt32());
    }

    [Fact]
    public async Task The_figures_say_what_waits_and_what_failed()
    {
        var about = A.Event();
        await newsroom.HandleAsync(about.Submitted());
        await FailAsync(2, "no writers");
        var db = newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(ReviewModule.Key);
        await db.ExecuteAsync(
            "insert into messaging.outbox (message_id, type, payload, urgency, created_at) values (gen_random_uuid(), 'Nothing.That.Is.Sent', '', 'routine', now() - interval '5 minutes')", [], default);
        using var administrator = newsroom.Host.As("adam", "administrator");
        var figures = await administrator.GetFromJsonAsync<JsonElement>("/api/review/figures");
        Assert.Equal(
            (1, 0, 2, 1),
            (figures.GetProperty("unsent").GetInt32(), figures.GetProperty("waiting").GetInt32(), figures.GetProperty("failed").GetInt32(), figures.GetProperty("failedGroups").GetInt32()));
        Assert.InRange(figures.GetProperty("oldestUnsentSeconds").GetDouble(), 300, 420);
    }

    [Fact]
    public async Task The_audit_of_an_event_names_everything_that_belongs_to_it_oldest_first()
    {
        var (about, other) = (A.Event(), A.Event());
        await newsroom.HandleAsync(about.Translated());
        var review = await newsroom.ReviewOfAsync(about, language: "ru");
        using (await newsroom.ReturnAsync(review, new { comment = "No." })) { }
        await newsroom.HandleAsync(other.Submitted());
        await newsroom.ApprovedAsync(await newsroom.ReviewOfAsync(other));
        await newsroom.HandleAsync(about.Translated(round: 2));
        var second = await newsroom.ReviewOfAsync(about, round: 2, language: "ru");
        await newsroom.ApprovedAsync(second);

        using var administrator = newsroom.Host.As("adam", "administrator");
        var acts = await ActsAsync(administrator, $"event={about.EventId}");
        Assert.Equal(
            [("text-returned", review.GetProperty("id").GetString(), "reviewer"), ("text-approved", second.GetProperty("id").GetString(), "reviewer")],
            acts.Select(act => (act.GetProperty("action").GetString(), act.GetProperty("subject").GetString(), act.GetProperty("actor").GetString())));
        Assert.Contains($"{about.EventId} ru revision 1 round 2", acts[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["text-returned"], (await ActsAsync(administrator, $"subject={review.GetProperty("id").GetGuid()}")).Select(act => act.GetProperty("action").GetString()));
        Assert.Equal(3, (await ActsAsync(administrator, "limit=1")).Count);
        using var both = await administrator.GetAsync($"/api/review/audit?event={about.EventId}&subject=1");
        await Newsroom.AssertProblemAsync(both, HttpStatusCode.BadRequest, "bad-query");
        using var rubbish = await administrator.GetAsync("/api/review/audit?event=1");
        await Newsroom.AssertProblemAsync(rubbish, HttpStatusCode.BadRequest, "bad-query");
    }

    // Refused messages are failed at once; others would be retried for minutes.
    private async Task FailAsync(int times, string how)
    {
        for (var i = 0; i < times; i++)
        {
            var about = A.Event();
            await newsroom.HandleAsync(how == "no writers" ? about.Submitted(writers: []) : about.Submitted() with { Document = about.Document().Write() + " " });
        }
        var db = newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(ReviewModule.Key);
        // They would be tried again by themselves, for as long as a person's patience.
        await db.ExecuteAsync("update messaging.failed_message set state = 'failed', due_at = null where state = 'waiting'", [], default);
    }

    private static async Task<List<JsonElement>> GroupsAsync(HttpClient administrator) =>
        [.. (await administrator.GetFromJsonAsync<JsonElement>("/api/review/failed-messages/groups")).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> OrderAsync(HttpClient administrator, string order, object body)
    {
        using var answer = await administrator.PostAsJsonAsync($"/api/review/failed-messages/{order}", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<JsonElement>> ActsAsync(HttpClient administrator, string query)
    {
        List<JsonElement> acts = [];
        for (string? next = ""; next is not null;)
        {
            var page = await administrator.GetFromJsonAsync<JsonElement>($"/api/review/audit?{query}{next}");
            acts.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
        return acts;
    }
}
