using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Review.Comments;

/// <summary>A person calls a comment settled. Whoever did it first stays named.</summary>
public static class ResolveComment
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/comments/{eventId:guid}/{commentId:guid}/resolve", Handle)
        .RequireAuthorization(people => people.RequireRole(Roles.OfPeople))
        .WithName("resolveComment")
        .WithGroupName(ReviewModule.Key)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("Call a comment settled");

    private static async Task<Results<Ok<Comment>, ProblemHttpResult>> Handle(
        Guid eventId, Guid commentId, CurrentUser user, [FromKeyedServices(ReviewModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        act.Concerns(eventId);
        if (await act.FindAsync(Sql, [commentId, eventId, Json.Parameter(user.Person), clock.GetUtcNow()], Comment.Read, ct) is { } resolved)
        {
            act.Record(user.Person.Id, "comment-resolved", commentId.ToString(), $"{eventId} {resolved.Language}");
            await act.CommitAsync(ct);
            return TypedResults.Ok(resolved);
        }
        return await act.FindAsync($"select {Comment.Columns} from review.comment where comment_id = $1 and event_id = $2", [commentId, eventId], Comment.Read, ct) is { } comment
            ? TypedResults.Ok(comment)
            : Problems.NotFound("comment");
    }

    private const string Sql =
        $"""
        update review.comment
           set resolved_by = $3, resolved_at = $4
         where comment_id = $1
           and event_id = $2
           and resolved_at is null
        returning {Comment.Columns}
        """;
}
