using Akorda.Approvals;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Adds an approved text to its release; the last one that the policy waits for lets the release go, or schedules it.</summary>
public sealed class AssembleRelease(Proof proof, Vocabulary vocabulary, Pushes pushes, MediaPushes mediaPushes)
{
    // Longer than a push takes: until then it is this process's to push, afterwards anybody's.
    private static readonly TimeSpan PushLease = TimeSpan.FromSeconds(15);

    /// <summary>Consumes an approval. What does not prove itself is recorded and changes nothing.</summary>
    public async Task<Effects> Handle(TextApproved message, Incoming incoming, CancellationToken ct)
    {
        var (document, refusal) = Read(message);
        if (document is null) return Refused(message, refusal ?? "it is no approved text", incoming);
        var before = await incoming.FindAsync(ReadSql, [message.EventId, message.Revision, message.Language], Standing.Read, ct)
            ?? throw new InvalidOperationException("A query over one row of values answered none.");
        if (before.Number is { } number && before.Version > 0 && number != document.Number)
            return Refused(message, "the document has another number than the event", incoming);
        if (before.IsPast(message.Revision, message.Round)) return Effects.None;
        if (before.Release.HasBegun && document.EmbargoUntil is { } embargo && !(embargo <= before.Release.EmbargoUntil))
            return Refused(message, "the document has a later embargo than the release that it would join", incoming);
        return Added(message, document, before, incoming);
    }

    private (Document? Document, string? Refusal) Read(TextApproved message)
    {
        var (document, refusal) = proof.Check(message.EventId, message.Language, message.Revision, message.Round, message.Document, message.Approval);
        if (document is null) return (null, refusal);
        if (document.Number != message.Number) return (null, "the document has another number than the message");
        if (message.Digest != Approval.DigestOf(message.Document)) return (null, "the message names another digest");
        return (document, null);
    }

    private static Effects Refused(TextApproved message, string reason, Incoming incoming) => new Effects()
        .Run(Audit.Of(PublisherModule.Key, "approval-refused", message.EventId.ToString(), $"{message.Language}, revision {message.Revision}: {reason}"))
        .Send(
            new StepRecorded { EventId = message.EventId, At = incoming.Now, Step = "approval-refused", Language = message.Language, Actor = null, Detail = reason },
            incoming.Urgency);

    private Effects Added(TextApproved message, Document document, Standing before, Incoming incoming)
    {
        // Only approved documents count: what an unsigned message said about this revision is forgotten with the first of them.
        var release = (before.Approved.Count == 0 ? before.Release with { Languages = [], Policy = Release.Empty.Policy, EmbargoUntil = null } : before.Release).With(document);
        string[] approved = [.. before.Approved.Append(message.Language).Distinct()];
        var at = release.Earliest;
        var mayGo = release.HasBegun || at is null || (at <= before.DatabaseNow && (before.DatabaseNow - incoming.Now).Duration() <= Release.ClockTolerance);
        var complete = release.IsComplete(approved, vocabulary.RequiredLanguages);
        // Pictures must be at the Site first: then the loop for what is due lets the release go.
        var goes = complete && mayGo && (document.Media.Count == 0 || release.HasBegun);
        var state = goes ? Release.Releasing : complete ? Release.Scheduled : before.Release.State == Release.Scheduled ? Release.Assembling : before.Release.State;
        DateTimeOffset? releaseAt = state == Release.Scheduled ? Max(at, before.DatabaseNow) : release.HasBegun ? before.ReleaseAt : null;

        var effects = new Effects();
        if (message.Revision > 1) effects.Run(SupersedeReleases.Sql, message.EventId, message.Revision);
        effects.RunRow(
            TextSql, message.EventId, message.Revision, document.Number, document.Urgency, goes ? 1L : 0L, PushLease, incoming.TraceParent,
            state, string.Join(',', release.Languages), release.Policy, release.EmbargoUntil, releaseAt,
            message.Language, message.Round, message.Document, message.Digest, message.Approval, Slug.Of(document.Title),
            string.Join(',', document.Channels), string.Join(',', document.Media.Select(medium => medium.Id)), message.ApprovedAt, document.Title, Json.Parameter(message.Approver));
        foreach (var medium in document.Media) effects.Run(PushMedia.WantSql, medium.Id, medium.Sha256, incoming.TraceParent, message.EventId).Then(mediaPushes.Wake.Set);
        if (goes)
            effects.Run(ReleaseTextsSql, message.EventId, message.Revision, approved).Run(SlugsSql, message.EventId, message.Revision).Then(() => pushes.Add(message.EventId));
        else if (state == Release.Scheduled)
            effects.Then(pushes.WakeSchedule.Set);
        // A time that has come is not worth announcing.
        if (state == Release.Scheduled && releaseAt > before.DatabaseNow && releaseAt != before.ReleaseAt)
            effects.Send(
                new ReleaseScheduled { EventId = message.EventId, Revision = message.Revision, ReleaseAt = releaseAt.Value, ScheduledAt = incoming.Now },
                document.Urgency);
        return effects;
    }

    private static DateTimeOffset Max(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private sealed record Standing(
        DateTimeOffset DatabaseNow, long? Number, int SubmittedRevision, int DroppedRevision, long Version, bool IsWithdrawn,
        Release Release, DateTimeOffset? ReleaseAt, IReadOnlyList<string> Approved, int? Round, bool IsReleased)
    {
        // Superseded, taken back, or a repetition.
        public bool IsPast(int revision, int round) =>
            revision < SubmittedRevision || revision <= DroppedRevision || IsWithdrawn
            || Release.State is Release.Superseded or Release.Withdrawn
            || IsReleased || Round >= round;

        public static Standing Read(NpgsqlDataReader row) => new(
            row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")), row.Nullable<long>("number"), row.Nullable<int>("submitted_revision") ?? 0,
            row.Nullable<int>("dropped_revision") ?? 0, row.Nullable<long>("version") ?? 0, row.GetBoolean(row.GetOrdinal("is_withdrawn")),
            ReadRelease(row), row.Nullable<DateTimeOffset>("release_at"),
            row.GetFieldValue<string[]>(row.GetOrdinal("approved")), row.Nullable<int>("round"), row.GetBoolean(row.GetOrdinal("is_released")));

        private static Release ReadRelease(NpgsqlDataReader row) => row.NullableText("state") is not { } state ? Release.Empty : new Release
        {
            State = state,
            Languages = row.GetFieldValue<string[]>(row.GetOrdinal("languages")),
            Without = row.GetFieldValue<string[]>(row.GetOrdinal("without")),
            Policy = row.GetString(row.GetOrdinal("policy")),
            EmbargoUntil = row.Nullable<DateTimeOffset>("embargo_until"),
            NotBefore = row.Nullable<DateTimeOffset>("not_before"),
        };
    }

    private const string ReadSql =
        """
        select clock_timestamp() as now,
               p.number, p.submitted_revision, p.dropped_revision, p.version, p.withdrawal_version is not null as is_withdrawn,
               r.state, r.languages, r.without, r.policy, r.embargo_until, r.not_before, r.release_at,
               array(select language from publisher.text t where t.event_id = $1 and t.revision = $2) as approved,
               t.round, t.release_version is not null as is_released
          from (values ($1, $2, $3)) as asked (event_id, revision, language)
          left join publisher.publication p using (event_id)
          left join publisher.release r using (event_id, revision)
          left join publisher.text t using (event_id, revision, language)
        """;

    // One statement for all approvals that arrive together: every approval of every event passes here. Lists travel joined, because SQL flattens arrays of arrays.
    private const string TextSql =
        """
        with approved as (
            select *
              from unnest($1::uuid[], $2::int[], $3::bigint[], $4::text[], $5::bigint[], $6::interval[], $7::text[],
                          $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[],
                          $13::text[], $14::int[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::timestamptz[], $22::text[], $23::jsonb[])
                as m (event_id, revision, number, urgency, goes, push_lease, trace_parent, state, languages, policy, embargo_until, release_at,
                      language, round, document, digest, approval, slug, channels, media, approved_at, title, approver)),
        publication as (
            insert into publisher.publication as p (event_id, number, urgency, submitted_revision, version, push_due_at, trace_parent)
            select event_id, number, urgency, revision, goes, clock_timestamp() + push_lease, trace_parent
              from approved
            on conflict (event_id) do update
               set number = excluded.number,
                   urgency = excluded.urgency,
                   submitted_revision = greatest(p.submitted_revision, excluded.submitted_revision),
                   version = p.version + excluded.version,
                   push_due_at = excluded.push_due_at,
                   trace_parent = excluded.trace_parent),
        release as (
            insert into publisher.release (event_id, revision, state, languages, policy, embargo_until, release_at)
            select event_id, revision, state, string_to_array(languages, ','), policy, embargo_until, release_at
              from approved
            on conflict (event_id, revision) do update
               set state = excluded.state,
                   languages = excluded.languages,
                   policy = excluded.policy,
                   embargo_until = excluded.embargo_until,
                   release_at = excluded.release_at)
        insert into publisher.text (event_id, revision, language, round, document, digest, approval, slug, channels, media, approved_at, title, approver)
        select event_id, revision, language, round, document, digest, approval, slug, string_to_array(channels, ','), string_to_array(media, ',')::uuid[], approved_at, title, approver
          from approved
        on conflict (event_id, revision, language) do update
           set round = excluded.round,
               document = excluded.document,
               digest = excluded.digest,
               approval = excluded.approval,
               slug = excluded.slug,
               channels = excluded.channels,
               media = excluded.media,
               approved_at = excluded.approved_at,
               title = excluded.title,
               approver = excluded.approver
        """;

    /// <summary>Puts approved texts of a release into the version that goes to the Site next.</summary>
    internal const string ReleaseTextsSql =
        """
        update publisher.text t
           set release_version = p.version
          from publisher.publication p
         where p.event_id = t.event_id
           and t.event_id = $1
           and t.revision = $2
           and t.language = any ($3)
           and t.release_version is null
        """;

    /// <summary>Gives the languages of a release their slugs; those that have one keep it.</summary>
    internal const string SlugsSql =
        """
        insert into publisher.slug (event_id, language, slug)
        select event_id, language, slug
          from publisher.text
         where event_id = $1
           and revision = $2
           and release_version is not null
        on conflict do nothing
        """;
}
