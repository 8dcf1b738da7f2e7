using Akorda.Hosting;
using Akorda.Messaging;

namespace Akorda.Ingestion.Drafts;

/// <summary>After a restore the numbers of lost events are in the world, in addresses that readers keep: no other event may get them.</summary>
public static class SkipNumbers
{
    // More than a press office begins in the time that any backup is old.
    private const int Skipped = 1_000;

    /// <summary>Leaves a gap, if it is this database that is older than the world.</summary>
    public static async Task HandleAsync(Act act, Restore restore, CancellationToken ct)
    {
        if (!restore.Services.Contains(IngestionModule.Key)) return;
        var last = await act.FindAsync("select max(nextval('ingestion.draft_number')) from generate_series(1, $1)", [Skipped], row => row.GetInt64(0), ct);
        act.Record(IngestionModule.Key, "numbers-skipped", "drafts", $"up to {last}");
    }
}
