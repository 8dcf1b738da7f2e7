using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.WorkingCopies;

/// <summary>An editor lets go of what their form held.</summary>
public static class DiscardWorkingCopy
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapDelete("/api/drafts/{id:guid}/working-copy", (Guid id, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
                HandleAsync(id, user, db, ct))
            .RequireAuthorization(Roles.Editor)
            .WithName("DiscardWorkingCopy")
            .WithSummary("Discard what the caller has in hand of a draft")
            .WithGroupName(IngestionModule.Key);
        routes
            .MapDelete("/api/drafts/new/working-copy", (CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
                HandleAsync(WorkingCopy.NotCreated, user, db, ct))
            .RequireAuthorization(Roles.Editor)
            .WithName("DiscardWorkingCopyOfNew")
            .WithSummary("Discard what the caller has in hand of a draft that is not created yet")
            .WithGroupName(IngestionModule.Key);
    }

    private static async Task<NoContent> HandleAsync(Guid draft, CurrentUser user, NpgsqlDataSource db, CancellationToken ct)
    {
        await db.ExecuteAsync("delete from ingestion.working_copy where draft_id = $1 and person = $2", [draft, user.Person.Id], ct);
        return TypedResults.NoContent();
    }
}
