using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Hosting;

/// <summary>Databases were restored from a backup: which, and from when.</summary>
/// <param name="BackupAt">What was committed later may be missing in them.</param>
/// <param name="Services">Whose databases were restored; the others are as they were.</param>
public sealed record Restore(DateTimeOffset BackupAt, IReadOnlyList<string> Services)
{
    internal static Restore Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("backup_at")), row.GetFieldValue<string[]>(row.GetOrdinal("services")));
}

/// <summary>Does what a restore owes, before anything of a module runs: its own act, and every message that is still kept leaves again, so that whoever is older gets what it lacks. The note lies in the database, so that no start can pass it by.</summary>
internal sealed class ActOnRestores(IServiceModule module, IServiceProvider services, ILogger log)
{
    /// <summary>Does what is owed; most often nothing is.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var db = services.GetRequiredKeyedService<NpgsqlDataSource>(module.Name);
        var owed = await db.QueryAsync("select backup_at, services from public.restore where acted_at is null", [], Restore.Read, ct);
        if (owed.Count == 0) return;
        if (services.GetKeyedService<Outbox>(module.Name) is { } outbox)
        {
            // First and by itself: a process that dies in between only repeats it.
            var messages = await outbox.RedriveAsync(DateTimeOffset.UnixEpoch, ct, "restore");
            log.LogWarning("A backup was restored: {Count} messages of {Module} are sent again", messages, module.Name);
            await ActAsync(outbox, ct);
        }
        else
        {
            await db.ExecuteAsync(AloneSql, [module.Name], ct);
        }
    }

    private async Task ActAsync(Outbox outbox, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        // Another process of the module waits here for this one, and finds nothing left to do.
        foreach (var restore in await act.QueryAsync(ActedSql, [], Restore.Read, ct))
        {
            await module.FollowRestoreAsync(act, restore, ct);
            act.Record(module.Name, "restored", $"{restore.BackupAt:u}", string.Join(", ", restore.Services));
        }
        await act.CommitAsync(ct);
    }

    private const string ActedSql = "update public.restore set acted_at = clock_timestamp() where acted_at is null returning backup_at, services";

    private const string AloneSql =
        """
        with acted as (
            update public.restore set acted_at = clock_timestamp() where acted_at is null returning backup_at, services)
        insert into audit.act (actor, act, subject, detail)
        select $1, 'restored', to_char(backup_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SSZ'), array_to_string(services, ', ')
          from acted
        """;
}
