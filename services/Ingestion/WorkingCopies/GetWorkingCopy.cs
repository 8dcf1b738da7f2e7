using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.WorkingCopies;

/// <summary>An editor goes on with what their form held; nobody sees another's.</summary>
public static class GetWorkingCopy
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/drafts/{id:guid}/working-copy", (Guid id, HttpResponse response, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
                id == WorkingCopy.NotCreated ? Task.FromResult(Nothing) : HandleAsync(id, response, user, db, ct))
            .RequireAuthorization(Roles.Editor)
            .WithName("GetWorkingCopy")
            .WithSummary("Read what the caller has in hand of a draft")
            .WithGroupName(IngestionModule.Key)
            .ProducesProblem(404);
        routes
            .MapGet("/api/drafts/new/working-copy", (HttpResponse response, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
                HandleAsync(WorkingCopy.NotCreated, response, user, db, ct))
            .RequireAuthorization(Roles.Editor)
            .WithName("GetWorkingCopyOfNew")
            .WithSummary("Read what the caller has in hand of a draft that is not created yet")
            .WithGroupName(IngestionModule.Key)
            .ProducesProblem(404);
    }

    private static Results<Ok<WorkingCopy>, ProblemHttpResult> Nothing => Problems.NotFound("working copy");

    private static async Task<Results<Ok<WorkingCopy>, ProblemHttpResult>> HandleAsync(Guid draft, HttpResponse response, CurrentUser user, NpgsqlDataSource db, CancellationToken ct)
    {
        if (await WorkingCopy.FindAsync(db, draft, user.Person.Id, ct) is not { } copy) return Nothing;
        response.Headers.ETag = ETags.Of(copy.Version);
        return TypedResults.Ok(copy);
    }
}
