using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Review.Reviews;

/// <summary>Reviewers look for texts that wait for them, and for what became of others.</summary>
public static class ListReviews
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/reviews", Handle)
        .RequireAuthorization(Roles.Reviewer)
        .WithName("listReviews")
        .WithGroupName(ReviewModule.Key)
        .WithSummary("Reviews, newest first");

    private static async Task<Results<Ok<Page<ReviewView>>, ProblemHttpResult>> Handle(
        string? language, string? state, HttpRequest request,
        [FromKeyedServices(ReviewModule.Key)] NpgsqlDataSource db, Vocabulary vocabulary, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is always there
        if (language is not null && !vocabulary.Languages.Contains(language)) return Problems.BadQuery("language", "is none of this newsroom's languages");
        if (state is not null && !TextReview.States.Contains(state)) return Problems.BadQuery("state", $"is none of {string.Join(", ", TextReview.States)}");

        var filter = new Filter();
        var order = filter.NewestFirst("r.review_id", paging.After, ("r.language", language), ("r.state", state));
        var rows = await db.QueryAsync(
            $"""
            select {ReviewView.Columns}
              from review.review r
             where {filter}
             order by {order}
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, ReviewView.Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, review => review.Id));
    }
}
