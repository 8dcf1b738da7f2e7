using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Ingestion.Presence;

/// <summary>A person closes a draft. Who only goes away is forgotten a minute later.</summary>
public static class Leave
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/api/drafts/{id:guid}/presence", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("Leave")
        .WithSummary("Say that the caller has closed a draft")
        .WithGroupName(IngestionModule.Key);

    private static async Task<NoContent> Handle(Guid id, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await db.ExecuteAsync("delete from ingestion.presence where draft_id = $1 and person = $2", [id, user.Person.Id], ct);
        return TypedResults.NoContent();
    }
}
