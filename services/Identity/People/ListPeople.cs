using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>An administrator looks through the people of the newsroom, newest first.</summary>
internal static class ListPeople
{
    private const int LongestWords = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/identity/people", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(ListPeople))
        .WithSummary("List people, newest first, by words of their name or user name")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(400);

    private static async Task<Results<Ok<Page<PersonView>>, ProblemHttpResult>> Handle(
        string? q, string? cursor, string? limit, HttpRequest request,
        [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? throw new InvalidOperationException("Without a paging there is a problem.");
        if (q is not null && !PlainText.IsBlank(q) && PlainText.FaultOfLine(q, LongestWords) is { } fault) return Problems.BadQuery("q", fault);

        var filter = new Filter();
        // $1 and $2 stand in the view's own words.
        var words = filter.Parameter(Filter.Holding(q is null || PlainText.IsBlank(q) ? "" : PlainText.Normalize(q)));
        filter.Parameter(clock.GetUtcNow());
        filter.And("p.id <", paging.After).And("p.is_demo =", settings.Demo ? null : false);
        var rows = await db.QueryAsync(
            $"""
            {PersonView.Select}
             where {filter}
               and (p.name ilike {words} or p.user_name ilike {words})
             order by p.id desc
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, PersonView.Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, person => person.Id));
    }
}
