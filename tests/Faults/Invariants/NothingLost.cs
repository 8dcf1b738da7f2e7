using Akorda.Faults.Workload;
using Akorda.Postgres;

namespace Akorda.Faults.Invariants;

/// <summary>Every draft that was taken came to its end; one whose answer was lost is there once or not at all; no message and no delivery lies anywhere.</summary>
public sealed record NothingLost() : Invariant("I1", "nothing is lost")
{
    private const string DraftsSql = "select draft_id, title, status from ingestion.draft_with_status";

    // What a release named and the ledger never planned.
    private const string UnplannedSql =
        """
        select count(*)
          from publisher.text t
          join publisher.release r using (event_id, revision)
          cross join unnest(t.channels) as channel
         where r.state = 'published'
           and t.shown_at is not null
           and not exists (select from publisher.delivery d where d.event_id = t.event_id and d.language = t.language and d.destination = channel)
        """;

    private const string OpenSql = "select count(*) from publisher.delivery where state in ('planned', 'prepared', 'attempting', 'retrying', 'uncertain')";

    public override async Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence)
    {
        List<string> wrong = [.. evidence.Accepted.Where(one => one.DoneAt is null).Select(one => $"event {one.Ordinal} waits at {one.Stage}")];
        var drafts = await evidence.Stage.World.Server.Judge("ingestion").QueryAsync(DraftsSql, [], row => (Id: row.GetGuid(0), Title: row.GetString(1), Status: row.GetString(2)), CancellationToken.None);
        var byId = drafts.ToDictionary(draft => draft.Id);
        foreach (var one in evidence.Accepted)
        {
            if (!byId.TryGetValue(one.Id!.Value, out var draft)) wrong.Add($"event {one.Ordinal} was taken and is nowhere");
            else if (one.DoneAt is not null && draft.Status is not ("published" or "withdrawn")) wrong.Add($"event {one.Ordinal} ended as {draft.Status}");
        }
        wrong.AddRange(drafts.GroupBy(draft => Words.MarksIn(draft.Title) is [var mark, ..] ? Words.Of(mark).Ordinal : 0)
            .Where(same => same.Key != 0 && same.Count() > 1)
            .Select(same => $"event {same.Key} is there {same.Count()} times"));
        if (await evidence.CountAsync("publisher", UnplannedSql) is > 0 and var unplanned) wrong.Add($"{unplanned} posts were never planned");
        if (await evidence.CountAsync("publisher", OpenSql) is > 0 and var open) wrong.Add($"{open} deliveries are neither settled nor a person's");
        foreach (var (service, failed) in await Faults.Failed.CountAsync(evidence.Stage))
            if (failed > 0) wrong.Add($"{failed} messages of {service} are among the failed");
        return wrong;
    }

    public override string Measured(Evidence evidence) => $"{evidence.Accepted.Count()} events taken";
}
