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

/// <summary>An administrator changes a person's name, roles or languages; other rights end the person's sessions at their next refresh.</summary>
internal static class ChangePerson
{
    /// <summary>All of a person that can be changed.</summary>
    public sealed record Request(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Languages);

    private const string Sql =
        """
        update identity.person
           set name = $2, roles = $3, languages = $4, revision = revision + 1, concurrency_stamp = $5,
               security_stamp = case when $6 then security_stamp else $5 end
         where id = $1
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/identity/people/{id:guid}", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(ChangePerson))
        .WithSummary("Change a person's name, roles and languages")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpRequest http, HttpResponse response, CurrentUser user,
        [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        if (await PersonView.FindAsync(connection, id, settings, clock, ct) is not { } person) return Problems.NotFound("person");
        if (ETags.Check(http, person.Revision) is { } mismatch) return mismatch;
        var faults = new Faults();
        var rights = Rights.Check(request.Name, request.Roles, request.Languages, faults);
        if (!faults.None) return Problems.Invalid(faults);
        var isSame = rights.AreThoseOf(person);
        if (!isSame && user.CheckFreshSignIn(clock) is { } again) return again;
        if (id.ToString() == user.Person.Id && !rights.Roles.Contains(Roles.Administrator))
            return Administrators.OwnAccount("Another administrator takes the role of administrator from you.");

        await connection.ExecuteAsync(Sql, [id, rights.Name, rights.Roles, rights.Languages, IdentityDatabase.NewStamp(), isSame], ct);
        await Administrators.RecordAsync(connection, user, "person-changed", id, isSame ? "name" : rights.InWords, ct);
        var changed = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("A person is never deleted.");
        await transaction.CommitAsync(ct);
        response.Headers.ETag = ETags.Of(changed.Revision);
        return TypedResults.Ok(changed);
    }
}
