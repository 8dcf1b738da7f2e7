using Akorda.Identity.Database;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET and POST /connect/account/passkeys: a person adds a passkey of the device at hand, under a name by which they know it again.</summary>
internal static class AddPasskey
{
    public const string Path = ShowAccount.Path + "/passkeys";
    public const string ChallengePath = Path + "/challenge";

    private const int LongestAnswer = 65_536;
    private const int MostPasskeys = 20;

    // As with codes: who is halfway may set up the first second factor only.
    private const string Sql =
        """
        update identity.person
           set two_factor_enabled = true
         where id = $1
           and security_stamp = $2
           and (not two_factor_enabled or not $3)
           and (select count(*) from identity.person_passkey where user_id = $1) < $4
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowAddPasskey").WithSummary("The form for another passkey").ExcludeFromDescription();
        routes.MapPost(ChallengePath, Challenge).WithName("ChallengeNewPasskey").WithSummary("A challenge for a passkey to be added").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("AddPasskey").WithSummary("Add a passkey").ExcludeFromDescription();
    }

    private static async Task<IResult> Show(HttpContext context, Pages pages, Visitors visitors) =>
        await visitors.WhoMayChangeAsync(context, SignInStep.SetUp) is not null ? Page(context, pages, "", fault: null) : Pages.SeeOther(context, EnterPassword.PageFor(Path));

    private static async Task<IResult> Challenge(
        HttpContext context, Pages pages, Visitors visitors, PasskeyCeremony ceremony, IPasskeyHandler<Person> passkeys, CancellationToken ct)
    {
        var (_, isOurs) = await pages.ReadAsync(context, ct);
        if (!isOurs || await visitors.WhoMayChangeAsync(context, SignInStep.SetUp) is not { Person: { } person }) throw new BadHttpRequestException("The form is not one of these pages'.");
        var userName = person.UserName ?? "";
        var options = await passkeys.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id.ToString(), Name = userName, DisplayName = person.Name }, context);
        ceremony.Begin(context, PasskeyCeremony.Adding, options.AttestationState ?? throw new InvalidOperationException("Every challenge has a state."));
        return TypedResults.Content(options.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, PasskeyCeremony ceremony, IPasskeyHandler<Person> passkeys, IUserStore<Person> store,
        IdentityDatabase database, RecoveryCodes recoveryCodes, SetUpFirst first, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        if (await visitors.WhoMayChangeAsync(context, SignInStep.SetUp) is not { } visitor) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        var typed = form["name"].ToString();
        if (!isOurs) return Page(context, pages, typed, Fault.Stale);
        if (ShownPasskey.NameOf(typed) is not { } name) return Page(context, pages, typed, new Fault("Fault.PasskeyName", "name"));

        var person = visitor.Person;
        var answer = form["credential"].ToString();
        if (ceremony.End(context, PasskeyCeremony.Adding) is not { } state || answer.Length is 0 or > LongestAnswer
            || await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = answer, AttestationState = state })
                is not { Succeeded: true, Passkey: { } passkey, UserEntity: { } asked }
            || asked.Id != person.Id.ToString())
            return Page(context, pages, typed, new Fault("Passkey.NotAdded"));

        passkey.Name = name;
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await database.LockAsync(person, ct);
        if (await database.Connection.ExecuteAsync(Sql, [person.Id, person.SecurityStamp, visitor.IsHalfway, MostPasskeys], ct) == 0) return Page(context, pages, typed, new Fault("Passkey.NotAdded"));
        await ((IUserPasskeyStore<Person>)store).AddOrUpdatePasskeyAsync(person, passkey, ct);
        await database.RecordAsync(person.Id.ToString(), "passkey-added", null, ct);
        var made = await recoveryCodes.MakeFirstAsync(person, ct);
        await transaction.CommitAsync(ct);
        return await first.GoOnAsync(context, visitor, made, "passkey", ct);
    }

    private static IResult Page(HttpContext context, Pages pages, string name, Fault? fault) => pages.Show<AddPasskeyPage>(context, new { Name = name }, fault);
}
