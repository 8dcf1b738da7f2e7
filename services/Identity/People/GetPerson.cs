using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>An administrator looks at one person.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/identity/people/{id:guid}", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(GetPerson))
        .WithSummary("Read a person")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, HttpResponse response, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is not { } person) return Problems.NotFound("person");
        response.Headers.ETag = ETags.Of(person.Revision);
        return TypedResults.Ok(person);
    }
}
