using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.SignIn;

/// <summary>POST /connect/sign-in/passkey: a passkey signs its person in, alone: the device has asked for the finger or the PIN, which makes it both factors.</summary>
internal static class EnterPasskey
{
    public const string Path = "/connect/sign-in/passkey";
    public const string ChallengePath = Path + "/challenge";

    private const int LongestAnswer = 16_384;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(ChallengePath, Challenge).WithName("ChallengePasskey").WithSummary("A challenge for a passkey that signs in").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("EnterPasskey").WithSummary("Sign in by a passkey").ExcludeFromDescription();
    }

    private static async Task<IResult> Challenge(HttpContext context, Pages pages, PasskeyCeremony ceremony, IPasskeyHandler<Person> passkeys, CancellationToken ct)
    {
        if (await pages.ReadAsync(context, ct) is not (_, true)) throw new BadHttpRequestException("The form is not one of these pages'.");
        // For nobody in particular: who it is, the passkey says, and nobody can ask which passkeys a person has.
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        ceremony.Begin(context, PasskeyCeremony.SigningIn, options.AssertionState ?? throw new InvalidOperationException("Every challenge has a state."));
        return TypedResults.Content(options.RequestOptionsJson, "application/json");
    }

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, PasskeyCeremony ceremony, IPasskeyHandler<Person> passkeys, IUserStore<Person> store,
        Attempts attempts, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        var returnTo = EnterPassword.Local(form["return"]);
        if (!isOurs) return Page(context, pages, returnTo, Fault.Stale);

        var answer = form["credential"].ToString();
        var state = ceremony.End(context, PasskeyCeremony.SigningIn);
        if (state is null || answer.Length is 0 or > LongestAnswer
            || await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = answer, AssertionState = state })
                is not { Succeeded: true, User: { } person, Passkey: { } passkey }
            || !person.MayEnter(settings))
        {
            await attempts.RefuseAsync("unknown", "passkey", ct);
            return Page(context, pages, returnTo, new Fault("Passkey.Refused"));
        }
        // How often it was used, as it says: a copy of it would say less.
        await ((IUserPasskeyStore<Person>)store).AddOrUpdatePasskeyAsync(person, passkey, ct);
        await attempts.SucceedAsync(person, "passkey", ct);
        await SignInCookie.RememberAsync(context, person, clock.GetUtcNow());
        return Pages.SeeOther(context, returnTo);
    }

    private static IResult Page(HttpContext context, Pages pages, string returnTo, Fault fault) =>
        pages.Show<EnterPasswordPage>(context, new { ReturnTo = returnTo }, fault);
}
