using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Lets scheduled releases go when their instant has come and their pictures are at the Site. The database's clock decides, and this machine's must agree.</summary>
public sealed class ReleaseWhatIsDue(
    [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
    Pushes pushes, TimeProvider clock, ILogger<ReleaseWhatIsDue> log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>One pass: releases what is due and answers how long nothing else will be.</summary>
    public async Task<TimeSpan> PassAsync(CancellationToken ct)
    {
        var databaseNow = await db.FindAsync("select clock_timestamp()", [], row => row.GetFieldValue<DateTimeOffset>(0), ct);
        if ((databaseNow - clock.GetUtcNow()).Duration() > Release.ClockTolerance)
        {
            log.LogError("This machine's clock and the database's differ by more than {Tolerance}: nothing scheduled is released", Release.ClockTolerance);
            return LongestWait;
        }
        foreach (var (eventId, revision) in await db.QueryAsync(ClaimSql, [Lease], row => (row.GetGuid(0), row.GetInt32(1)), ct))
            await ReleaseAsync(eventId, revision, ct);
        var next = await db.FindAsync(NextSql, [], row => row.Nullable<TimeSpan>("wait"), ct) ?? LongestWait;
        return next > LongestWait ? LongestWait : next < TimeSpan.Zero ? LongestWait : next;
    }

    private async Task ReleaseAsync(Guid eventId, int revision, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(eventId, ct);
        if (await act.QueryAsync(ReleaseSql, [eventId, revision], row => row.NullableText("trace_parent"), ct) is not [var traceParent]) return;
        act.GoOn("release", traceParent);
        await LetGoAsync(act, eventId, revision, ct);
        await act.CommitAsync(ct);
        pushes.Add(eventId);
    }

    /// <summary>Puts the texts of a release that has just become <c>releasing</c> into the next version for the Site.</summary>
    internal static async Task LetGoAsync(Act act, Guid eventId, int revision, CancellationToken ct)
    {
        await act.ExecuteAsync(VersionSql, [eventId, act.TraceParent], ct);
        var languages = await act.QueryAsync(LanguagesSql, [eventId, revision], row => row.GetString(0), ct);
        await act.ExecuteAsync(AssembleRelease.ReleaseTextsSql, [eventId, revision, languages.ToArray()], ct);
        await act.ExecuteAsync(AssembleRelease.SlugsSql, [eventId, revision], ct);
    }

    private const string PicturesAreThere =
        """
        not exists (
            select from publisher.text t
              join publisher.media m on m.media_id = any (t.media)
             where t.event_id = r.event_id
               and t.revision = r.revision
               and m.pushed_at is null)
        """;

    // The claim keeps several processes from working on the same row; that nothing is released twice or early is the next statement's affair.
    private const string ClaimSql =
        $"""
        update publisher.release
           set lease_until = clock_timestamp() + $1
         where (event_id, revision) in (
            select event_id, revision
              from publisher.release r
             where state = 'scheduled'
               and release_at <= now()
               and (lease_until is null or lease_until < clock_timestamp())
               and {PicturesAreThere}
             order by release_at
             limit 100
               for update skip locked)
        returning event_id, revision
        """;

    private const string ReleaseSql =
        $"""
        update publisher.release r
           set state = 'releasing'
          from publisher.publication p
         where p.event_id = r.event_id
           and r.event_id = $1
           and revision = $2
           and state = 'scheduled'
           and release_at <= clock_timestamp()
           and (embargo_until is null or embargo_until <= clock_timestamp())
           and {PicturesAreThere}
        returning p.trace_parent
        """;

    private const string VersionSql =
        """
        update publisher.publication
           set version = version + 1,
               push_due_at = clock_timestamp() + interval '15 seconds',
               trace_parent = coalesce($2, trace_parent)
         where event_id = $1
        """;

    private const string LanguagesSql =
        """
        select t.language
          from publisher.text t
          join publisher.release r using (event_id, revision)
         where t.event_id = $1
           and t.revision = $2
           and t.language <> all (r.without)
        """;

    private const string NextSql = "select min(release_at) - clock_timestamp() as wait from publisher.release where state = 'scheduled' and release_at > clock_timestamp()";
}
