using Akorda.Http;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Glossary;

/// <summary>The glossary, the newest term first, or those of its terms that hold some words.</summary>
public static class ListTerms
{
    private const int MaxWords = 300;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/glossary", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(ListTerms))
        .WithSummary("The glossary, the newest term first");

    private static async Task<Results<Ok<Page<Term>>, ProblemHttpResult>> Handle(
        string? q, HttpRequest request, [FromKeyedServices(TranslationModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem!;   // one of the two is always there
        if (q is not null && !PlainText.IsBlank(q) && PlainText.FaultOfLine(q, MaxWords) is { } fault) return Problems.BadQuery("q", fault);
        var words = q is null || PlainText.IsBlank(q) ? null : Filter.Holding(PlainText.Normalize(q));
        var filter = new Filter().And("term_id <", paging.After).And($"{Words} ilike", words);
        var terms = await db.QueryAsync(
            $"""
            select {Term.Columns}
              from translation.term
             where {filter}
             order by term_id desc
             limit {filter.Parameter(paging.Limit + 1)}
            """, filter.Args, Term.Read, ct);
        return TypedResults.Ok(paging.PageOf(terms, term => term.Id));
    }

    // Read row by row: a glossary has thousands of terms, not millions.
    private const string Words = "(source || ' ' || jsonb_path_query_array(targets, '$.*')::text || ' ' || coalesce(note, ''))";
}
