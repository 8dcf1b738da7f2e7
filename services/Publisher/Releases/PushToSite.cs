using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Site;
using Akorda.Contracts.Timeline;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Akorda.Publisher.Releases;

/// <summary>Brings the Site to the state that is committed here, as often as it takes; its answer is the instant of release.</summary>
public sealed class PushToSite(
    [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
    Proof proof, SigningKey key, SiteIntake site, PublisherSettings settings, RecordShown shown, Pushes pushes, TimeProvider clock, ILogger<PushToSite> log)
{
    // The push sets a state: it may be repeated freely.
    private static readonly ResiliencePipeline<HttpResponseMessage> Retry = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult(answer => (int)answer.StatusCode >= 500),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
        })
        .AddTimeout(TimeSpan.FromSeconds(10))
        .Build();

    /// <summary>Takes over what nobody pushes, such as the work of a process that died.</summary>
    public async Task<TimeSpan> FindUnpushedAsync(CancellationToken ct)
    {
        foreach (var eventId in await db.QueryAsync(UnpushedSql, [], row => row.GetGuid(0), ct)) pushes.Add(eventId);
        return TimeSpan.FromSeconds(1);
    }

    /// <summary>Pushes one event; what fails is found again when its time comes. Throws only when it is stopped.</summary>
    public async Task PushAsync(Guid eventId, CancellationToken ct)
    {
        try
        {
            if (await ComposeAsync(eventId, ct) is not var (push, pages, traceParent)) return;
            using var span = PublisherTelemetry.Continue("push to the site", traceParent, eventId);
            var accepted = await SendAsync(push, ct);
            await shown.RecordAsync(push, pages, accepted);
        }
        // Whatever it is: what escapes here ends the process.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            using var about = log.About(eventId);
            log.LogWarning("An event is not at the Site yet and is tried again: {Kind}: {Reason}", e.GetType().Name, e.Message);
        }
    }

    private async Task<(PublicationPush Push, IReadOnlyDictionary<string, string> Pages, string? TraceParent)?> ComposeAsync(Guid eventId, CancellationToken ct)
    {
        var rows = await db.QueryAsync(PublicSql, [eventId], PublicRow.Read, ct);
        if (rows.Count == 0) return null;
        var (number, version, withdrawn, traceParent, _) = rows[0];
        Dictionary<string, string> pages = [];
        foreach (var text in rows.Select(row => row.Text))
        {
            // Again, although it was checked when it came: the database is not the authority either.
            var (document, refusal) = proof.Check(eventId, text.Language, text.Revision, text.Round, text.Document, text.Approval);
            if (document is null)
            {
                await RefuseAsync(eventId, text, refusal ?? "it is no approved text", traceParent, ct);
                return null;
            }
            pages[text.Language] = PageAddress.Url(settings.PublicSite, text.Language, document.Section, text.Slug, number);
        }
        var push = new PublicationPush
        {
            EventId = eventId, Number = number, Version = version, Withdrawn = withdrawn,
            Revision = rows.Max(row => row.Text.Revision), Texts = [.. rows.Select(row => row.Text)],
        };
        return (push, pages, traceParent);
    }

    private async Task RefuseAsync(Guid eventId, PublicText text, string refusal, string? traceParent, CancellationToken ct)
    {
        using (log.About(eventId)) log.LogError("An event is not pushed: {Language}, revision {Revision}: {Refusal}", text.Language, text.Revision, refusal);
        await using var act = await outbox.BeginAsync(ct);
        act.Concerns(eventId);
        act.GoOn("refuse release", traceParent);
        // Looked at again, in case somebody repairs it; not every second.
        await act.ExecuteAsync("update publisher.publication set push_due_at = clock_timestamp() + interval '10 minutes' where event_id = $1", [eventId], ct);
        act.Record(PublisherModule.Key, "release-refused", eventId.ToString(), $"{text.Language}, revision {text.Revision}: {refusal}");
        act.Send(new StepRecorded { EventId = eventId, At = clock.GetUtcNow(), Step = "release-refused", Language = text.Language, Actor = null, Detail = refusal }, Urgency.Flash);
        await act.CommitAsync(ct);
    }

    private async Task<PublicationAccepted> SendAsync(PublicationPush push, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(push, Json.Options);
        var signature = Jws.SignDetached(body, "publication+jws", key);
        using var answer = await Retry.ExecuteAsync(
            async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(settings.SiteIntake, $"/publications/{push.EventId}"));
                request.Headers.Add("Akorda-Signature", signature);
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                return await site.Client.SendAsync(request, token);
            },
            ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<PublicationAccepted>(Json.Options, ct) ?? throw new JsonException("The Site answered null.");
    }

    private sealed record PublicRow(long Number, long Version, bool IsWithdrawn, string? TraceParent, PublicText Text)
    {
        public static PublicRow Read(NpgsqlDataReader row) => new(
            row.GetInt64(row.GetOrdinal("number")), row.GetInt64(row.GetOrdinal("version")), row.GetBoolean(row.GetOrdinal("is_withdrawn")),
            row.NullableText("trace_parent"),
            new PublicText
            {
                Language = row.GetString(row.GetOrdinal("language")),
                Slug = row.GetString(row.GetOrdinal("slug")),
                Revision = row.GetInt32(row.GetOrdinal("revision")),
                Round = row.GetInt32(row.GetOrdinal("round")),
                Document = row.GetString(row.GetOrdinal("document")),
                Approval = row.GetString(row.GetOrdinal("approval")),
            });
    }

    private const string UnpushedSql =
        """
        update publisher.publication
           set push_due_at = clock_timestamp() + interval '15 seconds'
         where event_id in (
            select event_id
              from publisher.publication
             where shown_version < version
               and push_due_at <= clock_timestamp()
             order by push_due_at
             limit 100
               for update skip locked)
        returning event_id
        """;

    // One statement is one snapshot: the version and what it holds belong together. Nothing comes while a picture is missing.
    private const string PublicSql =
        """
        select p.number, p.version, p.withdrawal_version is not null as is_withdrawn, p.trace_parent,
               t.language, s.slug, t.revision, t.round, t.document, t.approval
          from publisher.publication p
          join lateral (
            select distinct on (language) *
              from publisher.text
             where event_id = p.event_id
               and release_version is not null
             order by language, revision desc) t on true
          join publisher.slug s on s.event_id = p.event_id and s.language = t.language
         where p.event_id = $1
           and p.shown_version < p.version
           and not exists (
            select from publisher.text n
              join publisher.media m on m.media_id = any (n.media)
             where n.event_id = p.event_id
               and n.release_version is not null
               and m.pushed_at is null)
         order by t.language
        """;
}
