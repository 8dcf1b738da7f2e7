using Akorda.Approvals;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Translations;
using Akorda.Messaging;
using Akorda.Postgres;

namespace Akorda.Review.Reviews;

/// <summary>A text arrived: it waits for a second person, or carries over the approval that the very same bytes have already.</summary>
public static class OpenReview
{
    /// <summary>A source text.</summary>
    public static Consume<DraftSubmitted> OfSource(SigningKey key) => (message, incoming, ct) => Handle(new Arrived
    {
        EventId = message.EventId,
        Number = message.Number,
        Language = message.Language,
        SourceLanguage = message.Language,
        Revision = message.Revision,
        Round = 1,
        Document = message.Document,
        Writers = message.Writers,
        // Submitting is not writing: the author that people are shown is one of the writers.
        Author = message.Writers.FirstOrDefault(writer => writer.Id == message.SubmittedBy.Id) ?? (message.Writers is [.., var last] ? last : null),
        Translator = null,
        Acknowledged = [],
        SegmentIds = null,
        Urgency = message.Urgency,
    }, key, incoming, ct);

    /// <summary>A translation.</summary>
    public static Consume<TranslationCompleted> OfTranslation(SigningKey key) => (message, incoming, ct) => Handle(new Arrived
    {
        EventId = message.EventId,
        Number = message.Number,
        Language = message.Language,
        SourceLanguage = message.SourceLanguage,
        Revision = message.Revision,
        Round = message.Round,
        Document = message.Document,
        Writers = message.CompletedBy is { } completer ? [.. message.Writers, completer] : message.Writers,
        Author = null,
        Translator = message.CompletedBy,
        Acknowledged = message.Acknowledged,
        SegmentIds = message.SegmentIds is { Count: > 0 } ids ? ids : null,
        Urgency = message.Urgency,
    }, key, incoming, ct);

    private static async Task<Effects> Handle(Arrived text, SigningKey key, Incoming incoming, CancellationToken ct)
    {
        var title = text.Check();
        if (text is { Revision: 1, Round: 1 }) return OpenFirst(text, title, incoming);
        var standing = await incoming.FindAsync(StandingSql, [text.EventId, text.Language], Standing.Read, ct)
            ?? throw new InvalidOperationException("A query of one row answered none.");
        if (standing.Passes(text)) return Effects.None;

        var id = Guid.CreateVersion7();
        var digest = Approval.DigestOf(text.Document);
        var effects = new Effects().Run(SupersedeReviews.Below(text.EventId, text.Language, text.Revision, text.Round));
        var carried = standing.CanCarry(text, digest) ? text.Carry(standing.Approved, digest, incoming.Now, key) : null;
        effects.Run(InsertSql,
            id, text.EventId, text.Number, text.Language, text.SourceLanguage, text.Revision, text.Round, title, text.Document, digest,
            Json.Parameter(carried?.Writers ?? text.DistinctWriters), Json.Parameter(text.Author), Json.Parameter(text.Translator), Json.Parameter(text.Acknowledged),
            text.Urgency, incoming.Now, carried is null ? TextReview.Pending : TextReview.Approved,
            Json.Parameter(carried?.Approver), carried?.ApprovedAt, carried?.Approval,
            carried is null ? null : standing.Approved?.First.Revision, carried is null ? null : standing.Approved?.First.Round, incoming.TraceParent, text.SegmentIds?.ToArray());
        if (carried is null) return effects;
        return effects
            .Run(Audit.Of(ReviewModule.Key, "approval-carried", id.ToString(), $"{text.EventId} {text.Language} revision {text.Revision} digest {digest}"))
            .Send(carried, text.Urgency);
    }

    // Nothing can have come before a first text that it would replace or repeat the approval of; so it is not asked, only not overtaken.
    private static Effects OpenFirst(Arrived text, string title, Incoming incoming) => new Effects().RunRow(InsertFirstSql,
        Guid.CreateVersion7(), text.EventId, text.Number, text.Language, text.SourceLanguage, title, text.Document, Approval.DigestOf(text.Document),
        Json.Parameter(text.DistinctWriters), Json.Parameter(text.Author), Json.Parameter(text.Translator), Json.Parameter(text.Acknowledged),
        text.Urgency, incoming.Now, incoming.TraceParent, text.SegmentIds is null ? null : string.Join(',', text.SegmentIds));

    private const string InsertFirstSql =
        """
        insert into review.review (review_id, event_id, number, language, source_language, revision, round, title, document, digest,
                                   writers, author, translator, acknowledged, urgency, created_at, trace_parent, segment_ids, state)
        select m.review_id, m.event_id, m.number, m.language, m.source_language, 1, 1, m.title, m.document, m.digest,
               m.writers, m.author, m.translator, m.acknowledged, m.urgency, m.created_at, m.trace_parent, string_to_array(m.segment_ids, ','), 'pending'
          from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                      $9::jsonb[], $10::jsonb[], $11::jsonb[], $12::jsonb[], $13::text[], $14::timestamptz[], $15::text[], $16::text[])
            as m (review_id, event_id, number, language, source_language, title, document, digest, writers, author, translator, acknowledged, urgency, created_at, trace_parent, segment_ids)
         where not exists (select from review.review r where r.event_id = m.event_id and (r.language = m.language or r.revision > 1))
           and not exists (select from review.withdrawal w where w.event_id = m.event_id)
        """;

    // What Review knows of the event before this text; one row, always.
    private const string StandingSql =
        """
        select coalesce((select max(revision) from review.review where event_id = $1), 0) as newest_revision,
               coalesce((select revision from review.withdrawal where event_id = $1), 0) as withdrawn_revision,
               newest.revision as text_revision, newest.round as text_round,
               approved.revision, approved.round, approved.digest, approved.writers, approved.settled_by, approved.carried_from_revision, approved.carried_from_round
          from (select 1) as one
          left join lateral (select revision, round
                               from review.review
                              where event_id = $1 and language = $2
                              order by revision desc, round desc
                              limit 1) newest on true
          left join lateral (select *
                               from review.review
                              where event_id = $1 and language = $2 and state = 'approved'
                              order by revision desc, round desc
                              limit 1) approved on true
        """;

    private const string InsertSql =
        """
        insert into review.review (review_id, event_id, number, language, source_language, revision, round, title, document, digest,
                                   writers, author, translator, acknowledged, urgency, created_at, state,
                                   settled_by, settled_at, approval, carried_from_revision, carried_from_round, trace_parent, segment_ids)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::timestamptz, $20::text, $21::int, $22::int, $23::text, $24::text[])
        """;
}
