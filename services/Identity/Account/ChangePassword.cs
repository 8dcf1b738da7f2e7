using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SignIn;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/password: a person chooses a new password. Whoever came with a one-time password does so before anything else.</summary>
internal static class ChangePassword
{
    public const string Path = ShowAccount.Path + "/password";

    private const int LongestPassword = 256;

    private const string Sql =
        """
        update identity.person
           set password_hash = $2, security_stamp = $3, concurrency_stamp = $3, one_time_until = null
         where id = $1
           and security_stamp = $4
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowPassword").WithSummary("The form for a new password").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("ChangePassword").WithSummary("Choose a new password").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors) =>
        await visitors.WhoMayChangeAsync(context, SignInStep.NewPassword) is { } visitor ? Page(context, pages, visitor, fault: null) : Pages.SeeOther(context, EnterPassword.PageFor(Path));

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, UserManager<Person> people, CheckPassword check, Attempts attempts, IdentityDatabase database,
        IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context, SignInStep.NewPassword) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        if (!isOurs) return Page(context, pages, visitor, Fault.Stale);
        var person = visitor.Person;
        var (current, wanted) = (form["current"].ToString(), form["password"].ToString());
        // Who is halfway has given the one-time password a moment ago.
        if (!visitor.IsHalfway && (current.Length > LongestPassword || !await check.AgainAsync(person, current, "new password", ct)))
            return Page(context, pages, visitor, new Fault("Fault.CurrentPassword", "current"));
        if (await FaultOfAsync(people, person, wanted, form["again"].ToString()) is { } fault) return Page(context, pages, visitor, fault);

        var (before, stamp) = (person.SecurityStamp, IdentityDatabase.NewStamp());
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        if (await database.Connection.ExecuteAsync(Sql, [person.Id, people.PasswordHasher.HashPassword(person, wanted), stamp, before], ct) == 0)
            return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        await database.RecordAsync(person.Id.ToString(), "password-changed", null, ct);
        await transaction.CommitAsync(ct);
        (person.SecurityStamp, person.OneTimeUntil) = (stamp, null);
        return await GoOnAsync(context, visitor, person.AfterPassword(settings), attempts, clock.GetUtcNow(), ct);
    }

    private static async Task<IResult> GoOnAsync(HttpContext context, Visitor visitor, SignInStep owes, Attempts attempts, DateTimeOffset now, CancellationToken ct)
    {
        if (visitor.ReturnTo is { } returnTo)
        {
            if (owes == SignInStep.None) await attempts.SucceedAsync(visitor.Person, "new password", ct);
            return await EnterPassword.GoOnAsync(context, visitor.Person, owes, now, returnTo);
        }
        await SignInCookie.RememberAsync(context, visitor.Person, visitor.SignedInAt);
        return ShowAccount.After(context, "password");
    }

    private static async Task<Fault?> FaultOfAsync(UserManager<Person> people, Person person, string wanted, string again)
    {
        if (wanted != again) return new Fault("Fault.PasswordsDiffer", "password", "again");
        var isOld = person.PasswordHash is { } hash && people.PasswordHasher.VerifyHashedPassword(person, hash, wanted) != PasswordVerificationResult.Failed;
        if (isOld || wanted.Equals(person.UserName, StringComparison.OrdinalIgnoreCase)) return new Fault("Fault.PasswordKnown", "password", "again");
        if (wanted.Length > LongestPassword) return new Fault("Fault.PasswordShort", "password", "again");
        foreach (var rule in people.PasswordValidators)
            if (!(await rule.ValidateAsync(people, person, wanted)).Succeeded) return new Fault("Fault.PasswordShort", "password", "again");
        return null;
    }

    private static IResult Page(HttpContext context, Pages pages, Visitor visitor, Fault? fault) =>
        pages.Show<ChangePasswordPage>(context, new { UserName = visitor.Person.UserName ?? "", IsFirst = visitor.IsHalfway }, fault);
}
