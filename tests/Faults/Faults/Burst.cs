using System.Diagnostics;
using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>10,000 drafts are submitted while nobody consumes, an urgent one in their middle: all are taken quickly, the urgent one overtakes, and the rest follows.</summary>
public sealed record Burst() : Fault("F25", "10,000 drafts while consumers are stopped, an urgent one in their middle")
{
    private const int Drafts = 10_000;
    private const int Clients = 16;
    private const string WaitingSql = "select count(*) from review.review where event_id = any ($1)";
    private static readonly string[] Consumers = ["translation1", "translation2", "review", "publisher1", "publisher2"];
    private static readonly TimeSpan Accepted = TimeSpan.FromSeconds(1);

    private readonly List<Guid> ids = [];
    private readonly List<TimeSpan> waits = [];

    /// <inheritdoc/>
    public override TimeSpan Patience => TimeSpan.FromMinutes(6);

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        ids.Clear();
        waits.Clear();
        foreach (var name in Consumers) await stage.World[name].KillAsync();
        Event urgent = new(stage.Journal.NextOrdinal(), "kk", []) { Urgency = "flash" };
        await SubmitAsync(stage, Drafts / 2, ct);
        await stage.Acts.CreateAsync(urgent, twice: false, ct);
        await stage.Acts.SubmitAsync(urgent, ct);
        await SubmitAsync(stage, Drafts / 2, ct);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Consumers.Select(name => stage.World[name].StartAsync()));
        await stage.Acts.ApproveAsync(urgent, "kk", 1, ct);
        var left = Drafts - await stage.World.Server.CountAsync("review", WaitingSql, ids.ToArray());
        await stage.Acts.PublishedAsync(urgent, ct);
        var overtook = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        urgent.DoneAt = stage.Journal.Now;
        await UntilAsync(async () =>
        {
            // The look itself is work for the server that drains.
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            return await stage.World.Server.CountAsync("review", WaitingSql, ids.ToArray()) == Drafts;
        }, "the end of the backlog", ct, seconds: 300);
        var drained = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var slow = waits.Order().ElementAt(waits.Count * 99 / 100);
        if (slow > Accepted) throw new InvalidOperationException($"of a hundred drafts one was taken only after {slow.TotalSeconds:0.0} s");
        if (left == 0) throw new InvalidOperationException("the urgent event did not overtake anything");
        return $"taken in {slow.TotalMilliseconds:0} ms (p99), the urgent one public after {overtook:0.0} s with {left} still waiting, all drained after {drained:0.0} s";
    }

    public override async Task HealAsync(Stage stage)
    {
        foreach (var name in Consumers) await stage.World[name].BackAsync();
    }

    private async Task SubmitAsync(Stage stage, int count, CancellationToken ct)
    {
        // At the service's own door: the Desk in front would be half of the work.
        using People editors = new(stage.World.Desk.Url, stage.Journal, stage.World.Local("ingestion"));
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var begun = Stopwatch.GetTimestamp();
                var draft = await editors.InsistAsync("editor", HttpMethod.Post, "/api/drafts", Draft(), key: Guid.CreateVersion7().ToString(), ct: ct);
                var id = (Guid)draft.Body["id"]!;
                await editors.InsistAsync("editor", HttpMethod.Post, $"/api/drafts/{id}/submit", ifMatch: "\"1\"", ct: ct);
                lock (ids)
                {
                    ids.Add(id);
                    waits.Add(Stopwatch.GetElapsedTime(begun) / 2);
                }
            }
        }));
    }

    // Nobody tells these to their end: they carry no mark.
    private static JsonObject Draft() => new()
    {
        ["language"] = "kk", ["section"] = "events", ["rubric"] = "akorda", ["occurredOn"] = "2021-12-20", ["title"] = "Үлкен кезек", ["body"] = "Бір сөйлем.", ["targetLanguages"] = new JsonArray(),
    };
}
