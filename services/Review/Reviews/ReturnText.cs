using Akorda.Contracts.Reviews;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Review.Reviews;

/// <summary>A reviewer sends a text back with a comment: a source to its editor, a translation to its translator.</summary>
public static class ReturnText
{
    private const int MaxComment = 4_000;
    private const int MaxSegments = 1_000;
    private const int MaxSegmentId = 64;

    public sealed record Request(string Comment)
    {
        /// <summary>Ids of the segments that the comment is about.</summary>
        public IReadOnlyList<string> Segments { get; init; } = [];
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/reviews/{id:guid}/return", Handle)
        .RequireAuthorization(Roles.Reviewer)
        .WithName("returnText")
        .WithGroupName(ReviewModule.Key)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithSummary("Return a text to its editor or translator");

    private static async Task<Results<Ok<ReviewView>, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, [FromKeyedServices(ReviewModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        var faults = FaultsOf(request);
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        if (await TextReview.LockAsync(act, id, ct) is not { } review) return Problems.NotFound("review");
        if (review.RefusalOfReturn(user.Person) is { } problem) return problem;
        if (review.State == TextReview.Returned) return TypedResults.Ok(await ReviewView.FindAsync(act.Connection, id, ct));

        var message = new TextReturned
        {
            EventId = review.EventId,
            Language = review.Language,
            SourceLanguage = review.SourceLanguage,
            Revision = review.Revision,
            Round = review.Round,
            Comment = PlainText.Normalize(request.Comment),
            Segments = [.. request.Segments.Distinct(StringComparer.Ordinal)],
            ReturnedBy = user.Person,
            ReturnedAt = clock.GetUtcNow(),
            Urgency = review.Urgency,
        };
        var answer = await act.FindAsync(Sql, [id, Json.Parameter(message.ReturnedBy), message.ReturnedAt, message.Comment, message.Segments.ToArray()], ReviewView.Read, ct)
            ?? throw new InvalidOperationException("The review changed in spite of its event's lock.");
        act.GoOn("return text", review.TraceParent);
        act.Send(message, review.Urgency);
        act.Record(user.Person.Id, "text-returned", id.ToString(), $"{review.EventId} {review.Language} revision {review.Revision} round {review.Round}");
        await act.CommitAsync(ct);
        return TypedResults.Ok(answer);
    }

    /// <summary>Whether this can be a segment's id; which a text has, its screen knows.</summary>
    internal static bool IsSegmentId(string? id) => id is { Length: > 0 and <= MaxSegmentId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static Faults FaultsOf(Request request)
    {
        var faults = new Faults();
        faults.AddIf("$.comment", PlainText.FaultOfText(request.Comment, MaxComment) ?? (PlainText.IsBlank(request.Comment) ? "must not be blank" : null));
        if (request.Segments.Count > MaxSegments) faults.Add("$.segments", $"must be at most {MaxSegments}");
        for (var i = 0; i < Math.Min(request.Segments.Count, MaxSegments); i++)
        {
            // An item may still be null: the JSON options look at members, not into lists.
            if (!IsSegmentId(request.Segments[i])) faults.Add($"$.segments[{i}]", "is no id of a segment");
        }
        return faults;
    }

    private const string Sql =
        $"""
        update review.review r
           set state = 'returned', settled_by = $2, settled_at = $3, comment = $4, segments = $5
         where r.review_id = $1
           and r.state = 'pending'
        returning {ReviewView.Columns}
        """;
}
