using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Drafts;

/// <summary>Anyone of the newsroom reads a draft at its newest revision.</summary>
public static class GetDraft
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/drafts/{id:guid}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetDraft")
        .WithSummary("Read a draft at its newest revision")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Handle(
        Guid id, HttpResponse response, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (await DraftView.FindAsync(connection, id, ct) is not { } draft) return Problems.NotFound("draft");
        response.Headers.ETag = ETags.Of(draft.Revision);
        return TypedResults.Ok(draft);
    }
}
