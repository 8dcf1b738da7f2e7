using Akorda.Contracts;
using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Review.Comments;

/// <summary>Everybody at work on an event reads what was said about its texts, and why texts were sent back.</summary>
public static class ListComments
{
    /// <summary>The comments, the oldest first.</summary>
    /// <param name="Returns">Every return of the event's texts, the oldest first; on each page the same.</param>
    public sealed record Answer(IReadOnlyList<Comment> Items, string? Next, IReadOnlyList<ReturnedText> Returns);

    /// <summary>A text that a reviewer sent back.</summary>
    /// <param name="Segments">Those that the comment names.</param>
    public sealed record ReturnedText(Guid ReviewId, string Language, int Revision, int Round, string Comment, IReadOnlyList<string> Segments, Person By, DateTimeOffset At);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/comments/{eventId:guid}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("listComments")
        .WithGroupName(ReviewModule.Key)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithSummary("What was said about an event's texts, oldest first");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Guid eventId, string? language, HttpRequest request, [FromKeyedServices(ReviewModule.Key)] NpgsqlDataSource db, Vocabulary vocabulary, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is always there
        if (language is not null && !vocabulary.Languages.Contains(language)) return Problems.BadQuery("language", "is none of this newsroom's languages");

        var filter = new Filter().And("event_id =", eventId).And("language =", language);
        var returns = await db.QueryAsync($"{ReturnsSql} and {filter} order by settled_at, review_id", filter.Args, ReadReturn, ct);
        filter.And("comment_id >", paging.After);
        var rows = await db.QueryAsync($"select {Comment.Columns} from review.comment where {filter} order by comment_id limit {filter.Parameter(paging.Limit + 1)}", filter.Args, Comment.Read, ct);
        var page = paging.PageOf(rows, comment => comment.Id);
        return TypedResults.Ok(new Answer(page.Items, page.Next, returns));
    }

    private static ReturnedText ReadReturn(NpgsqlDataReader row) => new(
        row.GetGuid(row.GetOrdinal("review_id")), row.GetString(row.GetOrdinal("language")), row.GetInt32(row.GetOrdinal("revision")), row.GetInt32(row.GetOrdinal("round")),
        row.GetString(row.GetOrdinal("comment")), row.GetFieldValue<string[]>(row.GetOrdinal("segments")), row.FromJson<Person>("settled_by"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("settled_at")));

    private const string ReturnsSql = "select review_id, language, revision, round, comment, segments, settled_by, settled_at from review.review where state = 'returned'";
}
