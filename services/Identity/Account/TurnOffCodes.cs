using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/codes/off: the app's codes open nothing any more. Not where they are the only second factor and one is required.</summary>
internal static class TurnOffCodes
{
    public const string Path = SetUpCodes.Path + "/off";

    private const string Sql =
        """
        update identity.person p
           set code_key = null, last_code_step = null, security_stamp = $2, concurrency_stamp = $2,
               two_factor_enabled = exists (select from identity.person_passkey k where k.user_id = p.id)
         where id = $1
           and (not $3 or exists (select from identity.person_passkey k where k.user_id = p.id))
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowCodesOff").WithSummary("Whether the app's codes shall end").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("TurnOffCodes").WithSummary("End the app's codes").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors) =>
        await visitors.WhoMayChangeAsync(context) is not null ? Page(context, pages, fault: null) : Pages.SeeOther(context, EnterPassword.PageFor(Path));

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, IdentityDatabase database, RecoveryCodes recoveryCodes, IdentitySettings settings, CancellationToken ct)
    {
        var (_, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        if (!isOurs) return Page(context, pages, Fault.Stale);
        var person = visitor.Person;

        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.LockAsync(person, ct);
        // A new stamp: who holds the phone and is signed in with it is so no longer.
        person.SecurityStamp = IdentityDatabase.NewStamp();
        if (await database.Connection.ExecuteAsync(Sql, [person.Id, person.SecurityStamp, person.NeedsSecondFactor(settings)], ct) == 0) return Page(context, pages, new Fault("Fault.LastFactor"));
        await recoveryCodes.ForgetNeedlessAsync(person, ct);
        await database.RecordAsync(person.Id.ToString(), "codes-turned-off", null, ct);
        await transaction.CommitAsync(ct);
        await SignInCookie.RememberAsync(context, person, visitor.SignedInAt);
        return ShowAccount.After(context, "codes-off");
    }

    private static IResult Page(HttpContext context, Pages pages, Fault? fault) => pages.Show<ConfirmPage>(context, new { Act = "TurnOff", Action = Path }, fault);
}
