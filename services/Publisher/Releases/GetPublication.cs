using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>One publication with its deliveries.</summary>
public static class GetPublication
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications/{eventId:guid}", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetPublication")
        .WithSummary("A publication")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Handle(
        Guid eventId, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        return await PublicationView.FindAsync(connection, eventId, ct) is { } publication ? TypedResults.Ok(publication) : NotThere();
    }

    /// <summary>404: nothing of this event has reached the Publisher.</summary>
    internal static ProblemHttpResult NotThere() => Problems.NotFound("publication");
}
