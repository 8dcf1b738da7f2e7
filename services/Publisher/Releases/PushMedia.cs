using System.Text;
using Akorda.Approvals;
using Akorda.Hosting;
using Akorda.Postgres;
using Akorda.Publisher.Photographs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Wakes the job that brings photographs to the Site.</summary>
public sealed class MediaPushes : IDisposable
{
    /// <summary>Set when an approved text names a photograph.</summary>
    public Wake Wake { get; } = new();

    public void Dispose() => Wake.Dispose();
}

/// <summary>Brings the photographs of approved texts from Ingestion to the Site, which shows none of them before a release names it. Only the bytes that were approved go there.</summary>
public sealed class PushMedia(
    [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, FetchPhotographs photographs, SigningKey key, SiteIntake site,
    PublisherSettings settings, Pushes pushes, ILogger<PushMedia> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>One pass over what is due.</summary>
    public async Task<TimeSpan> PassAsync(CancellationToken ct)
    {
        foreach (var (id, sha256, traceParent) in await db.QueryAsync(ClaimSql, [], row => (row.GetGuid(0), row.GetString(1), row.NullableText("trace_parent")), ct))
        {
            using var span = PublisherTelemetry.Continue("bring a photograph to the site", traceParent, eventId: null);
            var problem = await BringAsync(id, sha256, ct);
            if (problem is not null) log.LogWarning("Photograph {Photograph} is not at the Site yet: {Problem}", id, problem);
            await db.ExecuteAsync(problem is null ? DoneSql : ProblemSql, problem is null ? [id, sha256] : [id, sha256, problem], ct);
            if (problem is not null) continue;
            await db.ExecuteAsync(DueSql, [id], ct);
            pushes.WakeSchedule.Set();
        }
        return Pause;
    }

    private async Task<string?> BringAsync(Guid id, string sha256, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var (bytes, mediaType) = await photographs.FetchAsync(id, sha256, limit.Token);
            using var push = new HttpRequestMessage(HttpMethod.Put, new Uri(settings.SiteIntake, $"/media/{id}"));
            push.Headers.Add("Akorda-Signature", Jws.SignDetached(Encoding.UTF8.GetBytes($"{id:D}:{sha256}"), "media+jws", key));
            push.Headers.Add("Akorda-Media-Sha256", sha256);
            push.Content = new ByteArrayContent(bytes) { Headers = { ContentType = mediaType } };
            using var pushed = await site.Client.SendAsync(push, limit.Token);
            return pushed.IsSuccessStatusCode ? null : $"The Site answers {(int)pushed.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "There was no answer in 30 seconds.";
        }
    }

    /// <summary>Notes that a photograph is needed at the Site.</summary>
    internal const string WantSql = "insert into publisher.media (media_id, sha256, trace_parent, event_id) values ($1, $2, $3, $4) on conflict do nothing";

    // The due time is also the lease of whoever brings it.
    private const string ClaimSql =
        """
        update publisher.media
           set due_at = clock_timestamp() + interval '65 seconds'
         where (media_id, sha256) in (
            select media_id, sha256
              from publisher.media
             where pushed_at is null
               and due_at <= clock_timestamp()
             order by due_at
             limit 1
               for update skip locked)
        returning media_id, sha256, trace_parent
        """;

    // Whoever looks at the event sees whether its photographs are there: no act passes here that would tell.
    private const string NotedSql = "insert into messaging.change (event_id) select event_id from brought where event_id is not null";

    private const string DoneSql =
        $"""
        with brought as (
            update publisher.media
               set pushed_at = clock_timestamp(), problem = null
             where media_id = $1
               and sha256 = $2
            returning event_id)
        {NotedSql}
        """;

    private const string ProblemSql =
        $"""
        with brought as (
            update publisher.media
               set problem = $3,
                   tries = tries + 1,
                   due_at = clock_timestamp() + least(interval '5 minutes', interval '1 second' * power(2, least(tries, 10)))
             where media_id = $1
               and sha256 = $2
            returning event_id)
        {NotedSql}
        """;

    private const string DueSql =
        """
        update publisher.publication p
           set push_due_at = clock_timestamp()
         where shown_version < version
           and exists (select from publisher.text t where t.event_id = p.event_id and $1 = any (t.media))
        """;
}
