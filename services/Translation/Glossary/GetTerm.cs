using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Translation.Glossary;

/// <summary>One term, with the ETag that a change of it needs.</summary>
public static class GetTerm
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/glossary/{id:guid}", Handle)
        .RequireAuthorization(Roles.Translator)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(GetTerm))
        .WithSummary("A term of the glossary");

    private static async Task<Results<Ok<Term>, ProblemHttpResult>> Handle(
        Guid id, HttpResponse response, [FromKeyedServices(TranslationModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        if (await db.FindAsync(Sql, [id], Term.Read, ct) is not { } term) return Problems.NotFound("term");
        response.Headers.ETag = ETags.Of(term.Revision);
        return TypedResults.Ok(term);
    }

    private const string Sql = $"select {Term.Columns} from translation.term where term_id = $1";
}
