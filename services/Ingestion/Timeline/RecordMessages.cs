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
        // The step and the status are one statement: every message comes here, and each statement costs the database its own beginning and end.
        var effects = Progress.Of(message) is { } progress
            ? new Effects().Run(StepAndProgressSql, [.. line, progress.EventId, progress.Language, progress.Revision, progress.Round, progress.Status])
            : new Effects().Run(StepSql, line);
        if (FactOf(message) is { } fact) effects.Run(fact);
        return Task.FromResult(effects);
    }

    // What a message says about the whole event rather than one language.
    private static Statement? FactOf(object message) => message switch
    {
        TextApproved m when m.Language == m.SourceLanguage => new(ApprovedSql, m.EventId, m.Revision),
        ReleaseScheduled m => new(ScheduledSql, m.EventId, m.Revision),
        ReleasePublished m => new(PublishedSql, m.EventId, m.Revision, m.Texts.Select(text => text.Language).ToArray(), m.Texts.Select(text => text.Url).ToArray()),
        ReleaseWithdrawn m => new(ReleaseWithdrawnSql, m.EventId, m.WithdrawnAt.ToUniversalTime()),
        StepRecorded { Step: Step.WithdrawalDropped } m => new("update ingestion.draft set withdrawn_at = null where draft_id = $1", m.EventId),
        _ => null,
    };

    private const string StepSql =
        """
        insert into ingestion.step (step_id, event_id, at, step, language, actor, detail)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (step_id) do nothing
        """;

    private const string StepAndProgressSql =
        $"""
        with step as (
            {StepSql})
        insert into ingestion.language as known (draft_id, language, revision, round, status)
        values ($8, $9, $10, $11, $12)
        on conflict (draft_id, language) do update
           set revision = excluded.revision, round = excluded.round, status = excluded.status
         where (known.revision, known.round, ingestion.progress(known.status)) < (excluded.revision, excluded.round, ingestion.progress(excluded.status))
        """;

    private const string ApprovedSql =
        "update ingestion.draft set approved_revision = $2 where draft_id = $1 and approved_revision < $2";

    private const string ScheduledSql =
        "update ingestion.draft set scheduled_revision = greatest(scheduled_revision, $2) where draft_id = $1";

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
