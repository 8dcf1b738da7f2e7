using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>An administrator lets a person try again whom too many wrong passwords or codes have locked.</summary>
internal static class UnlockPerson
{
    private const string Sql =
        """
        update identity.person
           set access_failed_count = 0, lockout_end = null
         where id = $1
           and (access_failed_count > 0 or lockout_end is not null)
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/identity/people/{id:guid}/unlock", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(UnlockPerson))
        .WithSummary("Forget the wrong attempts that lock a person")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(403).ProducesProblem(404);

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is null) return Problems.NotFound("person");
        if (await connection.ExecuteAsync(Sql, [id], ct) > 0) await Administrators.RecordAsync(connection, user, "person-unlocked", id, null, ct);
        var person = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("A person is never deleted.");
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(person);
    }
}
