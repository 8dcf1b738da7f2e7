using Akorda.Contracts.Drafts;
using Akorda.Contracts.Publications;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Timeline;
using Akorda.Contracts.Translations;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Ingestion.Timeline;

/// <summary>Every message about an event becomes a line of its timeline and, where it means one, a status. Statements only, nothing is read: each of them is right whatever came before it.</summary>
public static class RecordMessages
{
    /// <summary>Registers the messages.</summary>
    public static Consumers RecordSteps(this Consumers consumers) => consumers
        .On<DraftSubmitted>(m => m.EventId, Handle)
        .On<DraftWithdrawn>(m => m.EventId, Handle)
        .On<TranslationQueued>(m => m.EventId, Handle)
        .On<TranslationCompleted>(m => m.EventId, Handle)
        .On<TextApproved>(m => m.EventId, Handle)
        .On<TextReturned>(m => m.EventId, Handle)
        .On<ReleaseScheduled>(m => m.EventId, Handle)
        .On<ReleasePublished>(m => m.EventId, Handle)
        .On<ReleaseWithdrawn>(m => m.EventId, Handle)
        .On<DeliverySettled>(m => m.EventId, Handle)
        .On<StepRecorded>(m => m.EventId, Handle);

    private static Task<Effects> Handle(object message, Incoming incoming, CancellationToken ct)
    {
        var step = Step.Of(message);
        object?[] line = [incoming.MessageId, step.EventId, step.At.ToUniversalTime(), step.Name, step.Language, Json.Parameter(step.Actor), step.Detail];
        // The step and the status are one statement, and one for many messages: every message comes here, and each statement costs the database its own beginning and end.
        var effects = Progress.Of(message) is { } progress
            ? new Effects().RunRow(StepAndProgressSql, [.. line, progress.EventId, progress.Language, progress.Revision, progress.Round, progress.Status])
            : new Effects().RunRow(StepSql, line);
        return Task.FromResult(AddFact(effects, message));
    }

    // What a message says about the whole event rather than one language.
    private static Effects AddFact(Effects effects, object message) => message switch
    {
        TextApproved m when m.Language == m.SourceLanguage => effects.RunRow(ApprovedSql, m.EventId, m.Revision),
        ReleaseScheduled m => effects.RunRow(ScheduledSql, m.EventId, m.Revision),
        ReleasePublished m => effects.Run(PublishedSql, m.EventId, m.Revision, m.Texts.Select(text => text.Language).ToArray(), m.Texts.Select(text => text.Url).ToArray()),
        ReleaseWithdrawn m => effects.Run(ReleaseWithdrawnSql, m.EventId, m.WithdrawnAt.ToUniversalTime()),
        StepRecorded { Step: Step.WithdrawalDropped } m => effects.Run("update ingestion.draft set withdrawn_at = null where draft_id = $1", m.EventId),
        _ => effects,
    };

    private const string StepSql =
        """
        insert into ingestion.step (step_id, event_id, at, step, language, actor, detail)
        select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::jsonb[], $7::text[])
        on conflict (step_id) do nothing
        """;

    private const string StepAndProgressSql =
        $"""
        with step as (
            {StepSql})
        insert into ingestion.language as known (draft_id, language, revision, round, status)
        select * from unnest($8::uuid[], $9::text[], $10::int[], $11::int[], $12::text[])
        on conflict (draft_id, language) do update
           set revision = excluded.revision, round = excluded.round, status = excluded.status
         where (known.revision, known.round, ingestion.progress(known.status)) < (excluded.revision, excluded.round, ingestion.progress(excluded.status))
        """;

    private const string ApprovedSql =
        """
        update ingestion.draft d
           set approved_revision = m.revision
          from unnest($1::uuid[], $2::int[]) as m (draft_id, revision)
         where d.draft_id = m.draft_id
           and d.approved_revision < m.revision
        """;

    private const string ScheduledSql =
        """
        update ingestion.draft d
           set scheduled_revision = greatest(d.scheduled_revision, m.revision)
          from unnest($1::uuid[], $2::int[]) as m (draft_id, revision)
         where d.draft_id = m.draft_id
        """;

    // What is published was approved, should the release be heard of before its approvals.
    private const string PublishedSql =
        """
        with draft as (
            update ingestion.draft
               set published_revision = greatest(published_revision, $2)
             where draft_id = $1)
        insert into ingestion.language as known (draft_id, language, revision, round, status, published_revision, url)
        select $1, language, $2, 1, 'approved', $2, url
          from unnest($3, $4) as text (language, url)
            on conflict (draft_id, language) do update
           set published_revision = excluded.published_revision, url = excluded.url
         where coalesce(known.published_revision, 0) <= excluded.published_revision
        """;

    private const string ReleaseWithdrawnSql =
        "update ingestion.draft set release_withdrawn_at = $2 where draft_id = $1 and release_withdrawn_at is null";
}
