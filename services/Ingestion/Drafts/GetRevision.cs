using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>Anyone of the newsroom reads what one revision held.</summary>
public static class GetRevision
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts/{id:guid}/revisions/{revision:int}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetRevision")
        .WithSummary("Read one revision of a draft")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<RevisionView>, ProblemHttpResult>> Handle(
        Guid id, int revision, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
        await db.FindAsync(Sql, [id, revision], RevisionView.Read, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound("revision");

    private const string Sql =
        """
        select revision, content, author, written_at, channels
          from ingestion.revision
         where draft_id = $1
           and revision = $2
        """;
}
