using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Akorda.Benchmarks;

/// <summary>Ten thousand drafts are submitted while nobody takes them, an urgent one in their middle; then Translation, Review and the Publisher come back.</summary>
internal static class DrainBacklog
{
    private const int Drafts = 10_000;
    private const int AtOnce = 8;
    private static readonly string[] Away = ["Translation", "Review", "Publisher"];
    private static readonly JsonNode Text = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event.json")))!["draft"]!;

    public static async Task MeasureAsync(string folder, Table table)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await using var apart = await Apart.StartAsync(folder);
        // Once, so that their queues are there and the Publisher has announced its channels.
        await apart.StartAsync(["Identity", .. Away]);
        var ingestion = (await apart.StartAsync("Ingestion"))[0];
        using var editor = await apart.SignInAsync("editor", ingestion);
        await Clients.UntilAsync(async () => await apart.CountAsync("ingestion", "select count(*) from ingestion.channels_announced") == 1, "the channels are announced");
        await apart.StopAsync(Away);

        await SubmitAsync(editor, Drafts / 2, "routine");
        var urgent = await SubmitOneAsync(editor, "flash");
        await SubmitAsync(editor, Drafts / 2, "routine");
        await Clients.UntilAsync(async () => await apart.CountAsync("ingestion", "select count(*) from messaging.outbox where sent_at is null") == 0, "the broker has taken all drafts");

        var clock = Stopwatch.StartNew();
        await apart.StartAsync(Away);
        var started = clock.Elapsed;
        var told = clock.Elapsed;
        while (await LeftAsync(apart) is > 0 and var left)
        {
            if (clock.Elapsed - told > TimeSpan.FromSeconds(2)) Console.Error.WriteLine($"    {left} of {Drafts + 1} drafts are left");
            if (clock.Elapsed - told > TimeSpan.FromSeconds(2)) told = clock.Elapsed;
            if (clock.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException($"After 5 minutes {left} drafts are left.");
            await Task.Delay(50);
        }
        var taken = clock.Elapsed;
        var first = await apart.CountAsync("review", "select count(*) from review.review where review_id < (select review_id from review.review where event_id = $1)", urgent);
        var queued = await apart.CountAsync("translation", "select count(*) from translation.task where task_id < (select task_id from translation.task where event_id = $1 order by task_id limit 1)", urgent);
        table.AddPlain(
            $"backlog of {Drafts:#,0} drafts, drained by Translation, Review and Publisher",
            $"{taken.TotalSeconds:0.0} s from their start, {Drafts / taken.TotalSeconds:#,0} per second", $"ready after {started.TotalSeconds:0.0} s");
        table.AddPlain("the urgent one in their middle: where its review and its tasks came", $"{first + 1:#,0}. of {Drafts + 1:#,0} reviews, {queued + 1:#,0}. of {2 * (Drafts + 1):#,0} tasks", $"by its place: {Drafts / 2 + 1:#,0}.");
    }

    // What the slowest of the three has still to take.
    private static async Task<long> LeftAsync(Apart apart)
    {
        long most = 0;
        foreach (var service in Away)
            most = Math.Max(most, Drafts + 1 - await apart.CountAsync(service.ToLowerInvariant(), "select count(*) from messaging.inbox where consumer like '%draft-submitted%'"));
        return most;
    }

    private static async Task SubmitAsync(HttpClient editor, int count, string urgency)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
            {
                await SubmitOneAsync(editor, urgency);
                if (number % 1_000 == 0) Console.Error.WriteLine($"    {number} of {count} drafts are submitted");
            }
        }));
    }

    private static async Task<Guid> SubmitOneAsync(HttpClient editor, string urgency)
    {
        var draft = Text.DeepClone();
        draft["urgency"] = urgency;
        draft["body"] = ((string)draft["body"]!).Split("\n\n")[0];
        using var created = await editor.PostAsJsonAsync("/api/drafts", draft);
        created.EnsureSuccessStatusCode();
        var id = (Guid)(await created.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        using var submit = new HttpRequestMessage(HttpMethod.Post, $"/api/drafts/{id}/submit");
        submit.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var submitted = await editor.SendAsync(submit);
        submitted.EnsureSuccessStatusCode();
        return id;
    }
}
