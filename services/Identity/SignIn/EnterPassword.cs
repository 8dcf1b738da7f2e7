using Akorda.Identity.Account;
using Akorda.Identity.Layout;
using Akorda.Identity.People;
using Akorda.Identity.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.SignIn;

/// <summary>GET and POST /connect/sign-in: the form in which a person types name and password; then what is still owed, or back to the authorization request.</summary>
internal static class EnterPassword
{
    public const string Path = "/connect/sign-in";

    /// <summary>Where a person goes who came from nowhere.</summary>
    public const string Desk = "/";

    private const int LongestField = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowSignIn").WithSummary("The sign-in form").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("EnterPassword").WithSummary("Sign in by name and password").ExcludeFromDescription();
    }

    /// <summary>The form's address, with the way back.</summary>
    public static string PageFor(string returnTo) => Path + QueryString.Create("return", returnTo);

    /// <summary>Only back to an authorization request or to the account: an address from a query string must not send a fresh sign-in anywhere else.</summary>
    public static string Local(string? returnTo) =>
        returnTo?.StartsWith(Authorize.Path + "?", StringComparison.Ordinal) == true
        || returnTo == ShowAccount.Path || returnTo?.StartsWith(ShowAccount.Path + "/", StringComparison.Ordinal) == true ? returnTo : Desk;

    private static IResult Show(HttpContext context, Pages pages) => Page(context, pages, context.Request.Query["return"], userName: "", fault: null);

    private static async Task<IResult> Handle(
        HttpContext context, Pages pages, CheckPassword check, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var (form, isOurs) = await pages.ReadAsync(context, ct);
        string? returnTo = form["return"];
        var (userName, password) = (form["username"].ToString(), form["password"].ToString());
        if (!isOurs) return Page(context, pages, returnTo, userName, Fault.Stale);

        var fits = userName.Length is > 0 and <= LongestField && password.Length is > 0 and <= LongestField;
        if (!fits || await check.Handle(userName, password, "sign-in page", ct) is not { } person)
            return Page(context, pages, returnTo, userName, new Fault("Fault.Password", "username", "password"));

        return await GoOnAsync(context, person, person.AfterPassword(settings), clock.GetUtcNow(), Local(returnTo));
    }

    /// <summary>Leads on a person who has given the right password: to what they owe, or to where they wanted to go.</summary>
    public static async Task<IResult> GoOnAsync(HttpContext context, Person person, SignInStep owes, DateTimeOffset now, string returnTo)
    {
        if (owes == SignInStep.None) await SignInCookie.RememberAsync(context, person, now);
        else await SignInCookie.RememberHalfwayAsync(context, person, now, returnTo);
        return Pages.SeeOther(context, owes switch
        {
            SignInStep.SecondFactor => EnterCode.Path,
            SignInStep.NewPassword => ChangePassword.Path,
            SignInStep.SetUp => ShowAccount.Path,
            _ => returnTo,
        });
    }

    private static IResult Page(HttpContext context, Pages pages, string? returnTo, string userName, Fault? fault) =>
        pages.Show<EnterPasswordPage>(context, new { ReturnTo = Local(returnTo), UserName = userName }, fault);
}
