using Akorda.Http;
using Akorda.Identity.Database;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>An administrator opens the newsroom to a person again, with the password and the second factors that they had.</summary>
internal static class EnablePerson
{
    private const string Sql =
        """
        update identity.person
           set disabled_at = null, concurrency_stamp = $2
         where id = $1
           and disabled_at is not null
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/identity/people/{id:guid}/enable", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(EnablePerson))
        .WithSummary("Open the newsroom to a person again")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(403).ProducesProblem(404);

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is null) return Problems.NotFound("person");
        if (await connection.ExecuteAsync(Sql, [id, IdentityDatabase.NewStamp()], ct) > 0) await Administrators.RecordAsync(connection, user, "person-enabled", id, null, ct);
        var person = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("A person is never deleted.");
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(person);
    }
}
