using Akorda.Hosting;
using Akorda.Messaging;
using Akorda.Publisher.Deliveries;

namespace Akorda.Publisher.Releases;

/// <summary>What follows for the Publisher when databases were restored from a backup: every channel stops, an older ledger doubts what it does not know, and an older Site is brought up to date again.</summary>
public static class FollowRestore
{
    /// <summary>Does it all in the transaction that also records it.</summary>
    public static async Task HandleAsync(Act act, Restore restore, CancellationToken ct)
    {
        await act.ExecuteAsync(PauseSql, [$"Restored from the backup of {restore.BackupAt:u}: {string.Join(", ", restore.Services)}."], ct);
        var (held, uncertain) = restore.Services.Contains(PublisherModule.Key) ? await HoldRestored.AllAsync(act, restore.BackupAt, ct) : (0, 0);
        var pushed = 0;
        if (restore.Services.Contains("site"))
        {
            await act.ExecuteAsync(MediaSql, [restore.BackupAt], ct);
            pushed = await act.ExecuteAsync(PushSql, [], ct);
        }
        act.Record(
            PublisherModule.Key, "restore-followed", $"{restore.BackupAt:u}",
            $"all channels paused; deliveries held: {held}, uncertain: {uncertain}; publications to be pushed to the Site again: {pushed}");
    }

    private const string PauseSql =
        """
        insert into publisher.pause (channel_id, paused_by, reason, by_restore)
        values ('*', 'publisher', $1, true)
        on conflict (channel_id) do update
           set reason = excluded.reason,
               by_restore = true
        """;

    // A higher version of the same state: the Site takes it where it is older, and nothing is planned again by its answer.
    private const string PushSql = "update publisher.publication set version = version + 1, push_due_at = clock_timestamp() where version > 0";

    // An hour more than the backup's own time: a photograph may have been on its way.
    private const string MediaSql = "update publisher.media set pushed_at = null, due_at = clock_timestamp() where pushed_at > $1::timestamptz - interval '1 hour'";
}
