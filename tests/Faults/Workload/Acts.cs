using System.Diagnostics;
using System.Text.Json.Nodes;
using Akorda.Faults.World;
using Akorda.Postgres;
using Npgsql;

namespace Akorda.Faults.Workload;

/// <summary>The steps of an event's way. Each goes over HTTP and is repeated until it is done; where the next one waits is looked up in the databases, past every fault.</summary>
public sealed class Acts(Newsroom world, People people, Journal journal)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>A Kazakh event that nobody tells but the one who asks for it.</summary>
    public Event NewEvent() => new(journal.NextOrdinal(), "kk", []);

    /// <summary>An editor creates the event.</summary>
    /// <param name="twice">Sends it again after it was answered, as an impatient client does.</param>
    public async Task CreateAsync(Event one, bool twice, CancellationToken ct)
    {
        one.Stage = "create";
        journal.Begin(one);
        var draft = Words.Draft(one);
        while (one.Id is null)
        {
            var begun = Stopwatch.GetTimestamp();
            var reply = await people.AskAsync("editor", HttpMethod.Post, "/api/drafts", draft.DeepClone(), key: one.Key, ct: ct);
            if (reply.IsDone)
            {
                journal.Accepted(Stopwatch.GetElapsedTime(begun));
                (one.Number, one.Id) = ((long)reply.Body["number"]!, (Guid)reply.Body["id"]!);
            }
            else
            {
                if (!reply.IsPassing) throw new InvalidOperationException($"A draft was refused: {reply}");
                await Task.Delay(BetweenLooks, ct);
            }
        }
        if (!twice) return;
        var again = await people.InsistAsync("editor", HttpMethod.Post, "/api/drafts", draft, key: one.Key, ct: ct);
        if ((Guid?)again.Body["id"] != one.Id) journal.Contradict("I1", $"the same key gave {one.Id} and then {again}");
    }

    /// <summary>An editor submits the newest revision.</summary>
    public async Task SubmitAsync(Event one, CancellationToken ct)
    {
        one.Stage = $"submit {one.Revision}";
        Expect(await people.InsistAsync("editor", HttpMethod.Post, $"/api/drafts/{one.Id}/submit", ifMatch: $"\"{one.Revision}\"", ct: ct));
    }

    /// <summary>An editor writes another revision and submits it.</summary>
    public async Task ReviseAsync(Event one, CancellationToken ct)
    {
        var before = one.Revision++;
        one.Stage = $"revise {one.Revision}";
        var reply = await people.InsistAsync("editor", HttpMethod.Put, $"/api/drafts/{one.Id}", Words.Draft(one), ifMatch: $"\"{before}\"", ct: ct);
        // Written by an earlier call whose answer was lost: nobody else writes here.
        if (reply.Status != 412) Expect(reply);
        await SubmitAsync(one, ct);
    }

    /// <summary>A translator claims the task of a language, fills it and completes it.</summary>
    /// <param name="by">Whose work it is; left out: the language's translator.</param>
    public async Task TranslateAsync(Event one, string language, int round, CancellationToken ct, string? by = null)
    {
        one.Stage = $"translate {one.Revision} {language}";
        var who = by ?? $"translator-{language}";
        var id = await FindAsync("translation", "select task_id from translation.task where event_id = $1 and language = $2 and revision = $3 and round >= $4", [one.Id, language, one.Revision, round], ct);
        var task = await people.InsistAsync(who, HttpMethod.Post, $"/api/translations/{id}/claim", ct: ct);
        if (task.Problem == "task-completed") return;
        foreach (var segment in Expect(task).Body["segments"]!.AsArray())
            Expect(await people.InsistAsync(who, HttpMethod.Put, $"/api/translations/{id}/segments/{segment!["id"]}",
                new JsonObject { ["target"] = Words.Translate((string)segment["source"]!, one.Source, language) }, ct: ct));
        Expect(await people.InsistAsync(who, HttpMethod.Post, $"/api/translations/{id}/complete", new JsonObject { ["acknowledged"] = new JsonArray(), ["reason"] = null }, ct: ct));
    }

    /// <summary>A reviewer approves the text of one language by its digest.</summary>
    public async Task ApproveAsync(Event one, string language, int round, CancellationToken ct)
    {
        one.Stage = $"approve {one.Revision} {language}";
        var (id, digest) = await ReviewAsync(one, language, round, ct);
        one.Approving(language, one.Revision, journal.Now);
        Expect(await people.InsistAsync("reviewer", HttpMethod.Post, $"/api/reviews/{id}/approve", new JsonObject { ["digest"] = digest }, ct: ct));
    }

    /// <summary>A reviewer sends the text of one language back.</summary>
    public async Task ReturnAsync(Event one, string language, CancellationToken ct)
    {
        one.Stage = $"return {one.Revision} {language}";
        var (id, _) = await ReviewAsync(one, language, 1, ct);
        Expect(await people.InsistAsync("reviewer", HttpMethod.Post, $"/api/reviews/{id}/return", new JsonObject { ["comment"] = "Once more.", ["segments"] = new JsonArray() }, ct: ct));
    }

    /// <summary>An editor takes a draft back.</summary>
    public async Task WithdrawDraftAsync(Event one, CancellationToken ct)
    {
        one.Stage = "withdraw draft";
        Expect(await people.InsistAsync("editor", HttpMethod.Post, $"/api/drafts/{one.Id}/withdraw", new JsonObject { ["reason"] = "Not now." }, ct: ct));
        one.WithdrawnAt = journal.Now;
    }

    /// <summary>The event has served its purpose: its draft is taken back, and its way is over.</summary>
    public async Task DropAsync(Event one, CancellationToken ct)
    {
        await WithdrawDraftAsync(one, ct);
        one.DoneAt = journal.Now;
    }

    /// <summary>A publisher takes an event back everywhere, and it is gone.</summary>
    public async Task WithdrawPublicationAsync(Event one, CancellationToken ct)
    {
        one.Stage = "withdraw publication";
        people.Forget("publisher");
        Expect(await people.InsistAsync("publisher", HttpMethod.Post, $"/api/publications/{one.Id}/withdraw", new JsonObject { ["reason"] = "It was wrong." }, ct: ct));
        one.WithdrawnAt = journal.Now;
        await UntilAsync("publisher",
            """
            select count(*)
              from publisher.publication p
             where event_id = $1
               and withdrawal_version <= shown_version
               and not exists (
                select from publisher.delivery d
                 where d.event_id = p.event_id
                   and d.state not in ('delivered', 'rejected', 'held', 'skipped', 'withdrawn'))
            """, [one.Id], ct);
    }

    /// <summary>The whole way of a Kazakh event under embargo up to the point where only its instant is missing.</summary>
    public async Task ScheduleAsync(Event one, CancellationToken ct)
    {
        await CreateAsync(one, twice: false, ct);
        await SubmitAsync(one, ct);
        await ApproveAsync(one, one.Source, 1, ct);
        await UntilAsync("publisher", "select count(*) from publisher.release where event_id = $1 and revision = $2 and state in ('scheduled', 'releasing', 'published')", [one.Id, one.Revision], ct);
    }

    /// <summary>A Kazakh event that has only to wait for its instant, which is at least so far away; how long its way there takes depends on the machine.</summary>
    public async Task<Event> WaitingAsync(TimeSpan left, CancellationToken ct)
    {
        for (var wait = left * 2; ; wait *= 2)
        {
            var one = NewEvent();
            one.Embargo = journal.Now + wait;
            await ScheduleAsync(one, ct);
            if (one.Embargo - journal.Now > left) return one;
            await PublishedAsync(one, ct);
            one.DoneAt = journal.Now;
        }
    }

    /// <summary>Waits until the newest revision is public and every delivery of it is settled.</summary>
    public async Task PublishedAsync(Event one, CancellationToken ct)
    {
        one.Stage = $"publish {one.Revision}";
        await UntilAsync("publisher",
            """
            select count(*)
              from publisher.release r
             where event_id = $1
               and revision = $2
               and state = 'published'
               and exists (select from publisher.delivery d where d.event_id = r.event_id and d.revision = r.revision)
               and not exists (
                select from publisher.delivery d
                 where d.event_id = r.event_id
                   and d.revision = r.revision
                   and d.state not in ('delivered', 'rejected', 'held', 'skipped', 'withdrawn'))
            """, [one.Id, one.Revision], ct);
    }

    /// <summary>Waits for the review of a text.</summary>
    public async Task<(Guid Id, string Digest)> ReviewAsync(Event one, string language, int round, CancellationToken ct)
    {
        var id = await FindAsync("review", "select review_id from review.review where event_id = $1 and language = $2 and revision = $3 and round >= $4", [one.Id, language, one.Revision, round], ct);
        var review = await people.InsistAsync("reviewer", HttpMethod.Get, $"/api/reviews/{id}", ct: ct);
        return (id, (string)Expect(review).Body["digest"]!);
    }

    private async Task<Guid> FindAsync(string database, string sql, object?[] args, CancellationToken ct) =>
        (await LookAsync(() => world.Server.Judge(database).FindAsync(sql, args, row => (Guid?)row.GetGuid(0), ct), ct))!.Value;

    private Task UntilAsync(string database, string sql, object?[] args, CancellationToken ct) =>
        LookAsync(async () => await world.Server.CountAsync(database, sql, args) > 0 ? true : (bool?)null, ct);

    private static async Task<T?> LookAsync<T>(Func<Task<T?>> look, CancellationToken ct) where T : struct
    {
        while (true)
        {
            try
            {
                if (await look() is { } found) return found;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException && !ct.IsCancellationRequested)
            {
                // The server is away: that is the point of the exercise.
            }
            await Task.Delay(BetweenLooks, ct);
        }
    }

    private static Reply Expect(Reply reply) => reply.IsDone ? reply : throw new InvalidOperationException($"Refused: {reply}");
}
