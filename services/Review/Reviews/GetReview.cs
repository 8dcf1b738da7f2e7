using Akorda.Contracts.Translations;
using Akorda.Http;
using Akorda.Postgres;
using Akorda.Review.Differences;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Review.Reviews;

/// <summary>A reviewer reads everything that an approval covers: the text, its source, what changed since the last approved one, and the checks that the translator let stand.</summary>
public static class GetReview
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/reviews/{id:guid}", Handle)
        .RequireAuthorization(Roles.Reviewer)
        .WithName("getReview")
        .WithGroupName(ReviewModule.Key)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("A review with its text, its source and the difference from what was last approved");

    /// <summary>The answer.</summary>
    /// <param name="Text">The text under review.</param>
    /// <param name="Source">The source text of a translation; null for a source itself, and until it arrived here.</param>
    /// <param name="Difference">What changed since the text that was last approved in this language; null when none was.</param>
    /// <param name="Acknowledged">Checks that the translator let stand.</param>
    /// <param name="Segments">Those that were named when the text was returned.</param>
    /// <param name="Aligned">The text in segments, a translation's each beside its source.</param>
    /// <param name="Writers">Whoever wrote or translated it: none of them approves it.</param>
    /// <param name="LastReturn">Why the text before this one was sent back in this language; null when none was.</param>
    /// <param name="Document">The bytes that the digest is taken over.</param>
    public sealed record Answer(
        Guid Id, Guid EventId, long Number, string Language, string SourceLanguage, int Revision, int Round, string State, string Title, string Digest,
        Contracts.Person? Author, Contracts.Person? Translator, string Urgency, DateTimeOffset CreatedAt, Contracts.Person? SettledBy, DateTimeOffset? SettledAt,
        string? Comment, IReadOnlyList<string> Segments, bool Carried,
        TextView Text, TextView? Source, IReadOnlyList<ChangedPart>? Difference, IReadOnlyList<AcknowledgedCheck> Acknowledged,
        IReadOnlyList<AlignedSegment> Aligned, IReadOnlyList<Contracts.Person> Writers, ReturnView? LastReturn, string Document);

    /// <summary>A text that was sent back.</summary>
    public sealed record ReturnView(int Revision, int Round, string Comment, IReadOnlyList<string> Segments, Contracts.Person By, DateTimeOffset At);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Guid id, [FromKeyedServices(ReviewModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        if (await db.FindAsync(Sql, [id], Read, ct) is not { } found) return Problems.NotFound("review");
        var (review, text, source, approved, acknowledged) = found;
        var document = Document.Read(text);
        var sourceDocument = source is null ? null : Document.Read(source);
        var ids = found.SegmentIds ?? AlignedText.IdsOf([.. found.EarlierSources.Select(Document.Read), sourceDocument ?? document]);
        var aligned = AlignedText.Of(document, sourceDocument, ids);
        return TypedResults.Ok(new Answer(
            review.Id, review.EventId, review.Number, review.Language, review.SourceLanguage, review.Revision, review.Round, review.State, review.Title, review.Digest,
            review.Author, review.Translator, review.Urgency, review.CreatedAt, review.SettledBy, review.SettledAt, review.Comment, review.Segments, review.Carried,
            TextView.Of(document),
            sourceDocument is null ? null : TextView.Of(sourceDocument),
            approved is null ? null : Difference.Between(Document.Read(approved), document, [.. aligned.Select(segment => segment.Id)]),
            acknowledged, aligned, found.Writers, found.LastReturn, text));
    }

    private sealed record Found(ReviewView Review, string Text, string? Source, string? Approved, IReadOnlyList<AcknowledgedCheck> Acknowledged)
    {
        public required IReadOnlyList<Contracts.Person> Writers { get; init; }
        public required ReturnView? LastReturn { get; init; }
        /// <summary>As the translator knows them; null where nobody said, and the earlier sources tell.</summary>
        public required IReadOnlyList<string>? SegmentIds { get; init; }
        public required IReadOnlyList<string> EarlierSources { get; init; }
    }

    private static Found Read(NpgsqlDataReader row) => new(
        ReviewView.Read(row), row.GetString(row.GetOrdinal("document")), row.NullableText("source"), row.NullableText("approved"),
        row.FromJson<List<AcknowledgedCheck>>("acknowledged"))
    {
        Writers = row.FromJson<List<Contracts.Person>>("writers"),
        LastReturn = row.IsDBNull(row.GetOrdinal("last_return")) ? null : row.FromJson<ReturnView>("last_return"),
        SegmentIds = row.IsDBNull(row.GetOrdinal("segment_ids")) ? null : row.GetFieldValue<string[]>(row.GetOrdinal("segment_ids")),
        EarlierSources = row.GetFieldValue<string[]>(row.GetOrdinal("earlier_sources")),
    };

    private const string Sql =
        $"""
        select {ReviewView.Columns}, r.document, r.acknowledged, r.writers, r.segment_ids,
               case when r.segment_ids is null
                    then array(select s.document
                                 from review.review s
                                where s.event_id = r.event_id and s.language = r.source_language and s.source_language = s.language and s.revision < r.revision and s.round = 1
                                order by s.revision)
                    else array[]::text[] end as earlier_sources,
               (select jsonb_build_object('revision', b.revision, 'round', b.round, 'comment', b.comment, 'segments', b.segments, 'by', b.settled_by, 'at', b.settled_at)
                  from review.review b
                 where b.event_id = r.event_id and b.language = r.language and b.state = 'returned' and (b.revision, b.round) < (r.revision, r.round)
                 order by b.revision desc, b.round desc
                 limit 1) as last_return,
               (select s.document
                  from review.review s
                 where s.event_id = r.event_id and s.language = r.source_language and s.revision = r.revision and s.language <> r.language and s.round = 1) as source,
               (select a.document
                  from review.review a
                 where a.event_id = r.event_id and a.language = r.language and a.state = 'approved' and (a.revision, a.round) < (r.revision, r.round)
                 order by a.revision desc, a.round desc
                 limit 1) as approved
          from review.review r
         where r.review_id = $1
        """;
}
