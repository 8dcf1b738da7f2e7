using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Tests;

/// <summary>Status and timeline, from what the other services say.</summary>
public sealed class FollowingAnEvent(Newsroom newsroom)
{
    [Fact]
    public async Task Goes_from_status_to_status()
    {
        var draft = await SubmittedAsync();
        await newsroom.UntilAsync(draft, "kk", "inReview");
        await SayAsync(Messages.Queued(draft, "ru", 1));
        await newsroom.UntilAsync(draft, "ru", "inTranslation");
        await newsroom.UntilAsync(draft, "submitted");
        await SayAsync(Messages.Queued(draft, "en", 1));
        await newsroom.UntilAsync(draft, "inTranslation");
        await SayAsync(Messages.Completed(draft, "ru", 1), Messages.Completed(draft, "en", 1));
        await newsroom.UntilAsync(draft, "inReview");
        await SayAsync(Messages.Approved(draft, "kk", 1), Messages.Approved(draft, "ru", 1), Messages.Approved(draft, "en", 1));
        await newsroom.UntilAsync(draft, "approved");
        await SayAsync(Messages.Scheduled(draft, 1));
        await newsroom.UntilAsync(draft, "scheduled");
        await SayAsync(Messages.Published(draft, 1, "kk", "ru", "en"));
        await newsroom.UntilAsync(draft, "published");
        var published = await newsroom.GetAsync(draft);
        Assert.Equal(1, (int)published["publishedRevision"]!);
        Assert.Equal("""{"status":"published","revision":1,"url":"http://site/ru/1"}""", published["languages"]!["ru"]!.ToJsonString());
        await SayAsync(Messages.Withdrawn(draft, 1));
        await newsroom.UntilAsync(draft, "withdrawn");
    }

    [Fact]
    public async Task Comes_back_when_a_text_is_returned()
    {
        var draft = await SubmittedAsync();
        await SayAsync(Messages.Completed(draft, "ru", 1), Messages.Completed(draft, "en", 1), Messages.Returned(draft, "ru", 1));
        await newsroom.UntilAsync(draft, "returned");
        await SayAsync(Messages.Queued(draft, "ru", 1, round: 2));
        await newsroom.UntilAsync(draft, "inTranslation");
        await SayAsync(Messages.Completed(draft, "ru", 1, round: 2));
        await newsroom.UntilAsync(draft, "inReview");
    }

    [Fact]
    public async Task Stays_returned_until_the_editor_submits_anew()
    {
        var draft = await SubmittedAsync();
        await SayAsync(Messages.Returned(draft, "kk", 1));
        await newsroom.UntilAsync(draft, "returned");
        var second = await newsroom.ReviseAsync(draft);
        Assert.Equal("returned", (string?)second["status"]);
        Assert.Equal("submitted", (string?)(await newsroom.SubmitAsync(second))["status"]);
    }

    [Fact]
    public async Task Follows_a_correction_while_the_old_text_is_still_public()
    {
        var draft = await SubmittedAsync();
        await SayAsync(Messages.Published(draft, 1, "kk", "ru", "en"));
        await newsroom.UntilAsync(draft, "published");
        var second = await newsroom.ReviseAsync(draft, change => change["targetLanguages"] = new JsonArray("ru"));
        Assert.Equal("published", (string?)second["status"]);
        await newsroom.SubmitAsync(second);
        await SayAsync(Messages.Completed(draft, "ru", 2));
        await newsroom.UntilAsync(draft, "inReview");
        var correcting = await newsroom.GetAsync(draft);
        Assert.Equal(1, (int)correcting["publishedRevision"]!);
        Assert.Equal("""{"status":"inReview","revision":2,"url":"http://site/ru/1"}""", correcting["languages"]!["ru"]!.ToJsonString());
        Assert.Equal("""{"status":"published","revision":1,"url":"http://site/en/1"}""", correcting["languages"]!["en"]!.ToJsonString());
        // A late word about what was superseded changes nothing.
        await SayAsync(Messages.Returned(draft, "ru", 1), Messages.Scheduled(draft, 1), Messages.Published(draft, 2, "kk", "ru"));
        await newsroom.UntilAsync(draft, "published");
        var corrected = await newsroom.GetAsync(draft);
        Assert.Equal(2, (int)corrected["publishedRevision"]!);
        Assert.Equal("http://site/ru/2", (string?)corrected["languages"]!["ru"]!["url"]);
    }

    [Fact]
    public async Task Is_not_taken_back_by_an_older_release_that_is_heard_of_late()
    {
        var draft = await SubmittedAsync();
        await newsroom.SubmitAsync(await newsroom.ReviseAsync(draft));
        await SayAsync(Messages.Published(draft, 2, "kk", "ru", "en"), Messages.Scheduled(draft, 2));
        await newsroom.UntilAsync(draft, items => items.Count(item => (string?)item["step"] is "release-published" or "release-scheduled") == 2);
        await SayAsync(Messages.Published(draft, 1, "kk", "ru", "en"), Messages.Scheduled(draft, 1));
        await newsroom.UntilAsync(draft, items => items.Count(item => (string?)item["step"] is "release-published" or "release-scheduled") == 4);
        var published = await newsroom.GetAsync(draft);
        Assert.Equal("published", (string?)published["status"]);
        Assert.Equal(2, (int)published["publishedRevision"]!);
        Assert.Equal("http://site/ru/2", (string?)published["languages"]!["ru"]!["url"]);
    }

    [Fact]
    public async Task Shows_languages_that_are_public_before_the_others()
    {
        var draft = await SubmittedAsync();
        await SayAsync(Messages.Published(draft, 1, "kk"), Messages.Queued(draft, "ru", 1));
        await newsroom.UntilAsync(draft, "ru", "inTranslation");
        await newsroom.UntilAsync(draft, "kk", "published");
        Assert.Null((await newsroom.GetAsync(draft))["languages"]!["ru"]!["url"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Ends_alike_whatever_order_the_messages_come_in(int seed)
    {
        var draft = await SubmittedAsync();
        var second = await newsroom.ReviseAsync(draft);
        await newsroom.SubmitAsync(second);
        object[] messages =
        [
            Messages.Queued(draft, "ru", 1), Messages.Completed(draft, "ru", 1), Messages.Returned(draft, "ru", 1), Messages.Queued(draft, "ru", 1, round: 2),
            Messages.Approved(draft, "kk", 1), Messages.Scheduled(draft, 1), Messages.Published(draft, 1, "kk", "ru", "en"),
            Messages.Queued(draft, "ru", 2), Messages.Completed(draft, "ru", 2), Messages.Returned(draft, "ru", 2), Messages.Queued(draft, "ru", 2, round: 2),
            Messages.Completed(draft, "ru", 2, round: 2), Messages.Approved(draft, "ru", 2, round: 2),
            Messages.Queued(draft, "en", 2), Messages.Approved(draft, "kk", 2), Messages.Completed(draft, "en", 2),
        ];
        // Twice each, as another message of the same content: a sender that repeats itself.
        var shuffled = messages.Concat(messages).ToArray();
        new Random(seed).Shuffle(shuffled);
        await SayAsync(shuffled);
        await newsroom.UntilAsync(draft, items => items.Count(item => (string?)item["step"] is not ("draft-created" or "draft-revised" or "draft-submitted")) == shuffled.Length);
        var end = await newsroom.GetAsync(draft);
        Assert.Equal("inReview", (string?)end["status"]);
        Assert.Equal(1, (int)end["publishedRevision"]!);
        Assert.Equal("""{"kk":["approved",2],"ru":["approved",2],"en":["inReview",2]}""", new JsonObject(((string[])["kk", "ru", "en"]).Select(language =>
            KeyValuePair.Create(language, (JsonNode?)new JsonArray((string?)end["languages"]![language]!["status"], (int)end["languages"]![language]!["revision"]!)))).ToJsonString());
    }

    [Fact]
    public async Task Keeps_every_step_in_order()
    {
        var draft = await newsroom.ReviseAsync(await newsroom.CreateAsync());
        await newsroom.SubmitAsync(draft);
        await SayAsync(
            Messages.Settled(draft, 2), Messages.Withdrawn(draft, 2), Messages.Published(draft, 2, "kk"), Messages.Scheduled(draft, 2), Messages.Returned(draft, "ru", 2),
            Messages.Completed(draft, "ru", 2), Messages.Queued(draft, "ru", 2), Messages.Step(draft, "task-claimed", TimeSpan.FromSeconds(90)));
        await newsroom.UntilAsync(draft, items => items.Count == 11);
        var items = (await newsroom.TimelineAsync(draft)).OrderBy(item => ((string?)item["step"])!.StartsWith("draft", StringComparison.Ordinal) ? 0 : 1).ToList();
        Assert.Equal(
            ["draft-created", "draft-revised", "draft-submitted", "translation-queued", "task-claimed", "translation-completed", "text-returned", "release-scheduled", "release-published", "release-withdrawn", "delivery-settled"],
            items.Select(item => (string?)item["step"]));
        Assert.Equal("aliya", (string?)items[0]["actor"]!["id"]);
        var claimed = JsonNode.Parse("""{"at":"2026-11-23T10:01:30+00:00","step":"task-claimed","language":"ru","actor":{"id":"rustem","name":"Rustem"},"detail":"A detail"}""");
        Assert.True(JsonNode.DeepEquals(claimed, items[4]), items[4].ToJsonString());
        Assert.Equal("Once more", (string?)items[6]["detail"]);
        Assert.Equal("telegram-kk: publish delivered https://t.me/akorda/1", (string?)items[10]["detail"]);
        var times = (await newsroom.TimelineAsync(draft)).Select(item => DateTimeOffset.Parse((string)item["at"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Hears_of_events_that_it_does_not_have_without_harm()
    {
        var stranger = new JsonObject { ["id"] = Guid.CreateVersion7().ToString() };
        await SayAsync(Messages.Queued(stranger, "ru", 1), Messages.Published(stranger, 1, "ru"), Messages.Withdrawn(stranger, 1), Messages.Step(stranger, "withdrawal-dropped"));
        await newsroom.UntilAsync(stranger, items => items.Count == 4);
        using var answer = await newsroom.Editor.GetAsync(new Uri($"/api/drafts/{stranger["id"]}", UriKind.Relative));
        await Newsroom.Problem(answer, 404, "not-found");
    }

    [Fact]
    public async Task Leaves_an_audit_row_for_every_act_of_a_person()
    {
        var draft = await newsroom.ReviseAsync(await newsroom.CreateAsync());
        await newsroom.SubmitAsync(draft);
        using var answer = await newsroom.SendAsync(HttpMethod.Post, $"/api/drafts/{draft["id"]}/withdraw", new JsonObject { ["reason"] = "A mistake" });
        var db = newsroom.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(IngestionModule.Key);
        await using var command = db.CreateCommand("select act || ' by ' || actor from audit.act where subject = $1 order by act_id");
        command.Parameters.AddWithValue((string)draft["id"]!);
        await using var row = await command.ExecuteReaderAsync();
        List<string> acts = [];
        while (await row.ReadAsync()) acts.Add(row.GetString(0));
        Assert.Equal(["draft-created by aliya", "draft-revised by aliya", "draft-submitted by aliya", "draft-withdrawn by aliya"], acts);
    }

    private async Task<JsonObject> SubmittedAsync()
    {
        var draft = await newsroom.CreateAsync();
        await newsroom.SubmitAsync(draft);
        return draft;
    }

    private async Task SayAsync(params object[] messages)
    {
        foreach (var message in messages) await newsroom.Host.Probe.SendAsync(message);
    }
}
