using System.Text.RegularExpressions;
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

/// <summary>An administrator adds a person, and gets the one-time password to hand over.</summary>
internal static partial class AddPerson
{
    /// <summary>A person who is not here yet.</summary>
    /// <param name="UserName">What the person types to sign in; it never changes.</param>
    public sealed record Request(string UserName, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Languages);

    // Whatever ASP.NET Core Identity counts, from nothing.
    private const string Sql =
        """
        insert into identity.person (
            id, user_name, normalized_user_name, name, roles, languages, password_hash, one_time_until, security_stamp, concurrency_stamp,
            is_demo, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, false, false, false, false, true, 0)
        on conflict (normalized_user_name) do nothing
        """;

    // No idempotency key: the first answer holds a password, which is kept nowhere. A name is given once, so a second request makes no second person.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/identity/people", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName(nameof(AddPerson))
        .WithSummary("Add a person; answers a one-time password")
        .WithGroupName(IdentityModule.Key)
        .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Created<PersonWithPassword>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, HttpResponse response, [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db,
        IPasswordHasher<Person> hasher, ILookupNormalizer normalizer, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        var faults = new Faults();
        if (!UserNames().IsMatch(request.UserName)) faults.Add("$.userName", "must be 2 to 64 of the letters a to z, digits, '.', '-' and '_', and begin with a letter or digit");
        var rights = Rights.Check(request.Name, request.Roles, request.Languages, faults);
        if (!faults.None) return Problems.Invalid(faults);

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var (password, until) = OneTimePassword.Make(clock.GetUtcNow());
        var hash = hasher.HashPassword(new Person { Name = rights.Name, Roles = rights.Roles }, password);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Administrators.EnterAsync(connection, user, settings, ct) is { } refused) return refused;
        var added = await connection.ExecuteAsync(
            Sql, [id, request.UserName, normalizer.NormalizeName(request.UserName), rights.Name, rights.Roles, rights.Languages, hash, until, IdentityDatabase.NewStamp()], ct);
        if (added == 0) return Problems.Of(409, "user-name-taken", "The user name is taken", $"There is a person with the user name '{request.UserName}'.");
        await Administrators.RecordAsync(connection, user, "person-added", id, rights.InWords, ct);
        var person = await PersonView.FindAsync(connection, id, settings, clock, ct) ?? throw new InvalidOperationException("The person was added a moment ago.");
        await transaction.CommitAsync(ct);
        response.Headers.ETag = ETags.Of(person.Revision);
        return TypedResults.Created($"/api/identity/people/{id}", new PersonWithPassword(person, password));
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{1,63}\z")]
    private static partial Regex UserNames();
}
