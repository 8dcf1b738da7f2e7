using Akorda.Identity.People;
using Akorda.Identity.Tokens;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Identity.SignIn;

/// <summary>GET and POST /connect/sign-in: the form in which a person types name and password; then back to the authorization request.</summary>
internal static class EnterPassword
{
    public const string Path = "/connect/sign-in";

    private const int LongestField = 256;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).WithName("ShowSignIn").WithSummary("The sign-in form").ExcludeFromDescription();
        routes.MapPost(Path, Handle).WithName("EnterPassword").WithSummary("Sign in by name and password").ExcludeFromDescription();
    }

    /// <summary>The form's address, with the way back.</summary>
    public static string PageFor(string returnTo) => Path + QueryString.Create("return", returnTo);

    private static IResult Show(HttpContext context, IAntiforgery antiforgery, IdentitySettings settings) =>
        Page(context, antiforgery, settings, context.Request.Query["return"], userName: "", fault: null);

    private static async Task<IResult> Handle(
        HttpContext context, IAntiforgery antiforgery, CheckPassword check, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType) throw new BadHttpRequestException("A form is read here.", StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(ct);
        string? returnTo = form["return"];
        var (userName, password) = (form["username"].ToString(), form["password"].ToString());
        if (!await antiforgery.IsRequestValidAsync(context)) return Page(context, antiforgery, settings, returnTo, userName, words => words.Stale);

        var fits = userName.Length is > 0 and <= LongestField && password.Length is > 0 and <= LongestField;
        if (!fits || await check.Handle(userName, password, "sign-in page", ct) is not { } person)
            return Page(context, antiforgery, settings, returnTo, userName, words => words.Refused);

        await SignInCookie.RememberAsync(context, person, clock.GetUtcNow());
        context.Response.Headers.Location = Local(returnTo);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Page(
        HttpContext context, IAntiforgery antiforgery, IdentitySettings settings, string? returnTo, string userName, Func<SignInWords, string>? fault)
    {
        var words = SignInWords.For(context.Request);
        var token = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.ContentSecurityPolicy = SignInPage.PolicyFor(settings.DeskRedirect);
        context.Response.Headers.ContentLanguage = words.Language;
        context.Response.Headers.Vary = "Accept-Language";
        return TypedResults.Content(
            SignInPage.Render(words, Local(returnTo), userName, fault?.Invoke(words), token),
            "text/html; charset=utf-8", statusCode: fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    // Only back to an authorization request: an address from a query string must not send a fresh sign-in anywhere else.
    private static string Local(string? returnTo) => returnTo?.StartsWith(Authorize.Path + "?", StringComparison.Ordinal) == true ? returnTo : "/";
}
