using Akorda.Http;
using Akorda.Identity.Database;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.People;

/// <summary>Somebody lost phone or password: an administrator gets a new one-time password to hand over; second factors, recovery codes and sessions of the person end.</summary>
internal static class ResetPerson
{
    private const string Sql =
        """
        with passkeys as (
            delete from identity.person_passkey
             where user_id = $1),
        codes as (
            delete from identity.recovery_code
             where person_id = $1)
        update identity.person
           set password_hash = $2, one_time_until = $3, security_stamp = $4, concurrency_stamp = $4,
               code_key = null, last_code_step = null, two_factor_enabled = false, access_failed_count = 0, lockout_end = null
         where id = $1
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/identity/people/{id:guid}/reset", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(ResetPerson))
        .WithSummary("Give a person a new one-time password and remove their second factors")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<PersonWithPassword>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db,
        IPasswordHasher<Person> hasher, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is not { } person) return Problems.NotFound("person");
        if (id.ToString() == user.Person.Id) return Administrators.OwnAccount("Change your own password and second factors on the pages of your account.");

        var (password, until) = OneTimePassword.Make(clock.GetUtcNow());
        var hash = hasher.HashPassword(new Person { Name = person.Name, Roles = [.. person.Roles] }, password);
        await connection.ExecuteAsync(Sql, [id, hash, until, IdentityDatabase.NewStamp()], ct);
        await Administrators.RecordAsync(connection, user, "person-reset", id, null, ct);
        var reset = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("A person is never deleted.");
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new PersonWithPassword(reset, password));
    }
}
