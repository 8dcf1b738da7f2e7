using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Reviews;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Review.Reviews;

/// <summary>A second person approves exactly these bytes, and Review signs it: nothing is published without such a signature.</summary>
public static class ApproveText
{
    public sealed record Request(string Digest);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/reviews/{id:guid}/approve", Handle)
        .RequireAuthorization(Roles.Reviewer)
        .WithName("approveText")
        .WithGroupName(ReviewModule.Key)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .WithSummary("Approve a text by its digest");

    private static async Task<Results<Ok<ReviewView>, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user,
        [FromKeyedServices(ReviewModule.Key)] Outbox outbox, [FromKeyedServices(ReviewModule.Key)] SigningKey key,
        TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        if (await TextReview.LockAsync(act, id, ct) is not { } review) return Problems.NotFound("review");
        if (review.RefusalOfApproval(user.Person, request.Digest) is { } problem) return problem;
        if (review.State == TextReview.Approved) return TypedResults.Ok(await ReviewView.FindAsync(act.Connection, id, ct));

        var message = Approve(review, user.Person, clock.GetUtcNow(), key);
        var answer = await act.FindAsync(Sql, [id, Json.Parameter(message.Approver), message.ApprovedAt, message.Approval], ReviewView.Read, ct)
            ?? throw new InvalidOperationException("The review changed in spite of its event's lock.");
        act.GoOn("approve text", review.TraceParent);
        act.Send(message, review.Urgency);
        act.Record(user.Person.Id, "text-approved", id.ToString(), $"{review.EventId} {review.Language} revision {review.Revision} round {review.Round} digest {review.Digest}");
        await act.CommitAsync(ct);
        return TypedResults.Ok(answer);
    }

    private static TextApproved Approve(TextReview review, Person approver, DateTimeOffset now, SigningKey key) => new()
    {
        EventId = review.EventId,
        Number = review.Number,
        Language = review.Language,
        SourceLanguage = review.SourceLanguage,
        Revision = review.Revision,
        Round = review.Round,
        Document = review.Document,
        Digest = review.Digest,
        Writers = review.Writers,
        Approver = approver,
        ApprovedAt = now,
        Approval = new Approval
        {
            EventId = review.EventId,
            Language = review.Language,
            Revision = review.Revision,
            Round = review.Round,
            Digest = review.Digest,
            Writers = [.. review.Writers.Select(writer => writer.Id)],
            Approver = approver.Id,
            ApprovedAt = now,
            CarriedFrom = null,
        }.Sign(key),
        Carried = false,
        Urgency = review.Urgency,
    };

    private const string Sql =
        $"""
        update review.review r
           set state = 'approved', settled_by = $2, settled_at = $3, approval = $4
         where r.review_id = $1
           and r.state = 'pending'
        returning {ReviewView.Columns}
        """;
}
