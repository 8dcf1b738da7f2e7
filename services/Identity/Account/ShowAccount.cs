using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.SecondFactors;
using Akorda.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.Account;

/// <summary>GET /connect/account: how a person signs in, and the ways to change it. Who must set up a second factor first begins here.</summary>
internal static class ShowAccount
{
    public const string Path = "/connect/account";

    // What was just done, which the page confirms.
    private static readonly string[] Done = ["codes", "codes-off", "passkey", "passkey-renamed", "passkey-removed", "password"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(Path, Handle).WithName("ShowAccount").WithSummary("How a person signs in").ExcludeFromDescription();

    /// <summary>Back to this page, which confirms what was done.</summary>
    public static IResult After(HttpContext context, string done) => Pages.SeeOther(context, $"{Path}?done={done}");

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, Visitors visitors, UserManager<Person> people, RecoveryCodes recoveryCodes, IdentitySettings settings, CancellationToken ct)
    {
        if (await visitors.HalfwayAsync(context, SignInStep.SetUp) is not null) return pages.Show<SetUpPage>(context);
        if (await visitors.SignedInAsync(context) is not { Person: { } person }) return Pages.SeeOther(context, EnterPassword.PageFor(Path));
        var passkeys = await people.GetPasskeysAsync(person);
        return pages.Show<AccountPage>(context, new
        {
            person.Name,
            UserName = person.UserName ?? "",
            HasApp = person.CodeKey is not null,
            MayTurnOff = person.CodeKey is not null && (passkeys.Count > 0 || !person.NeedsSecondFactor(settings)),
            Passkeys = passkeys.OrderBy(passkey => passkey.CreatedAt).Select(ShownPasskey.Of).ToList(),
            RecoveryCodes = await recoveryCodes.CountAsync(person, ct),
            Done = Done.FirstOrDefault(done => done == context.Request.Query["done"]),
        });
    }
}
