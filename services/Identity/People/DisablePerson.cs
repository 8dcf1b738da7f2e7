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

/// <summary>An administrator closes the newsroom to a person: nobody signs in as them, and their sessions end at the next refresh. What they wrote stays theirs.</summary>
internal static class DisablePerson
{
    private const string Sql =
        """
        update identity.person
           set disabled_at = $2, security_stamp = $3, concurrency_stamp = $3
         where id = $1
           and disabled_at is null
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/identity/people/{id:guid}/disable", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(DisablePerson))
        .WithSummary("Close the newsroom to a person")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is null) return Problems.NotFound("person");
        if (id.ToString() == user.Person.Id) return Administrators.OwnAccount("Another administrator disables you.");

        if (await connection.ExecuteAsync(Sql, [id, clock.GetUtcNow(), IdentityDatabase.NewStamp()], ct) > 0) await Administrators.RecordAsync(connection, user, "person-disabled", id, null, ct);
        var person = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("A person is never deleted.");
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(person);
    }
}
