using System.Text.Json.Nodes;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>Decisions in the last seconds before an instant: a draft taken back, an event withdrawn, a release moved later, one that somebody wants earlier than its embargo, and one whose embargo a new revision moved earlier; then both Publishers die and come back only after it. The last word that was said in time holds, once.</summary>
public sealed record LastWordBeforeTheInstant() : Fault("F34", "decisions in the last seconds, and Publishers away at the instant")
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(8);
    private const string PublicSql = "select count(*) from publisher.release where event_id = $1 and state not in ('withdrawn', 'superseded')";
    private const string ReleasedSql = "select count(*) from publisher.release where event_id = any ($1) and released_at < $2";

    private Event takenBack = null!, withdrawn = null!, moved = null!, pressed = null!, revised = null!;   // set by the bite

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var instant = await PrepareAsync(stage, ct);
        await Task.Delay(instant - Before - stage.Journal.Now, ct);
        await Task.WhenAll(DecideAsync(stage, instant, ct), stage.Acts.WithdrawDraftAsync(takenBack, ct));
        await UntilAsync(async () => await stage.World.Server.CountAsync("publisher", PublicSql, takenBack.Id) == 0, "the end of a release that was taken back", ct, seconds: 2);
        await Task.WhenAll(SiteAway.Publishers(stage).Select(publisher => publisher.KillAsync()));
        var left = instant - stage.Journal.Now;
        if (left < TimeSpan.Zero) throw new InvalidOperationException("the instant came before the decisions were made");
        await Task.Delay(left + TimeSpan.FromSeconds(0.5), ct);
        return $"five decisions, and both Publishers killed {left.TotalSeconds:0.0} s before the instant";
    }

    public override Task HealAsync(Stage stage) => Task.WhenAll(SiteAway.Publishers(stage).Select(publisher => publisher.BackAsync()));

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        foreach (var one in (Event[])[pressed, revised, moved])
        {
            await stage.Acts.PublishedAsync(one, ct);
            one.DoneAt = stage.Journal.Now;
        }
        if (await stage.World.Server.CountAsync("publisher", ReleasedSql, new[] { moved.Id!.Value }, moved.Embargo) > 0) throw new InvalidOperationException("an event that was moved left at its first instant");
        if (await stage.World.Server.CountAsync("publisher", ReleasedSql, new[] { takenBack.Id!.Value, withdrawn.Id!.Value }, DateTimeOffset.MaxValue) > 0) throw new InvalidOperationException("an event left although it was taken back in time");
        foreach (var one in (Event[])[takenBack, withdrawn]) one.DoneAt = stage.Journal.Now;
    }

    private async Task<DateTimeOffset> PrepareAsync(Stage stage, CancellationToken ct)
    {
        var begun = stage.Journal.Now;
        revised = Of(stage, begun + TimeSpan.FromHours(5));
        await stage.Acts.ScheduleAsync(revised, ct);
        // The others' way to their instant takes as long as the machine is slow.
        var now = stage.Journal.Now;
        var instant = now + 3 * (now - begun) + TimeSpan.FromSeconds(6);
        takenBack = Of(stage, instant);
        withdrawn = Of(stage, instant);
        // Somebody's clock on the other side of the world: an instant is an instant.
        moved = Of(stage, instant.ToOffset(TimeSpan.FromHours(14)));
        pressed = Of(stage, instant.ToOffset(TimeSpan.FromHours(-9.5)));
        await Task.WhenAll(new[] { takenBack, withdrawn, moved, pressed }.Select(one => stage.Acts.ScheduleAsync(one, ct)).Append(ReviseAsync(stage, instant, ct)));
        // Whoever decides in the last seconds is signed in already, and has been served by either Publisher.
        for (var asked = 0; asked < 4; asked++) await EarlierAsync(stage, instant, ct);
        return stage.Journal.Now < instant - Before ? instant : throw new InvalidOperationException("the events were scheduled too late");
    }

    // The embargo stands in the approved text: earlier is a new text, and wants a new approval.
    private async Task ReviseAsync(Stage stage, DateTimeOffset instant, CancellationToken ct)
    {
        revised.Embargo = instant;
        revised.FirstShown = 2;
        await stage.Acts.ReviseAsync(revised, ct);
        await stage.Acts.ApproveAsync(revised, "kk", 1, ct);
    }

    private async Task DecideAsync(Stage stage, DateTimeOffset instant, CancellationToken ct)
    {
        var answers = await Task.WhenAll(
            stage.People.InsistAsync("publisher", HttpMethod.Post, $"/api/publications/{withdrawn.Id}/withdraw", new JsonObject { ["reason"] = "Not this." }, ct: ct),
            stage.People.InsistAsync("publisher", HttpMethod.Post, $"/api/publications/{moved.Id}/reschedule", new JsonObject { ["at"] = (instant + Later).ToString("O") }, ct: ct),
            EarlierAsync(stage, instant, ct));
        if (answers is not [{ IsDone: true }, { IsDone: true }, { Status: 409 or 422 }]) throw new InvalidOperationException($"the decisions were answered {string.Join("; ", (object[])answers)}");
        withdrawn.WithdrawnAt = stage.Journal.Now;
        moved.Embargo = instant + Later;
    }

    private Task<Reply> EarlierAsync(Stage stage, DateTimeOffset instant, CancellationToken ct) =>
        stage.People.InsistAsync("publisher", HttpMethod.Post, $"/api/publications/{pressed.Id}/reschedule", new JsonObject { ["at"] = (instant - TimeSpan.FromSeconds(0.2)).ToString("O") }, ct: ct);

    private static Event Of(Stage stage, DateTimeOffset embargo)
    {
        var one = stage.Acts.NewEvent();
        one.Embargo = embargo;
        return one;
    }
}
