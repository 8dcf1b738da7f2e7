using System.Globalization;
using Akorda.Identity.People;
using Akorda.Identity.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Akorda.Identity.Tokens;

/// <summary>GET or POST /connect/authorize: a browser whose person is signed in gets a code for the client; any other signs in first.</summary>
internal static class Authorize
{
    public const string Path = "/connect/authorize";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], Handle)
        .WithName("Authorize")
        .WithSummary("Begin the code flow (OpenID Connect)")
        .ExcludeFromDescription();

    // OpenIddict has checked the client, its redirect address and the challenge when this is asked.
    private static async Task<IResult> Handle(HttpContext context, UserManager<Person> people, IdentitySettings settings, TimeProvider clock)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see this request.");
        if (!request.HasPromptValue(PromptValues.Login) && await SignedInAsync(context, request, people, settings, clock) is var (person, at))
        {
            return TypedResults.SignIn(
                TokenClaims.Of(person, at, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }
        if (!request.HasPromptValue(PromptValues.None)) return TypedResults.Redirect(EnterPassword.PageFor(Path + Again(request)));
        return TypedResults.Forbid(
            new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired }),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static async Task<(Person, DateTimeOffset)?> SignedInAsync(
        HttpContext context, OpenIddictRequest request, UserManager<Person> people, IdentitySettings settings, TimeProvider clock)
    {
        if ((await context.AuthenticateAsync(SignInCookie.Scheme)).Principal is not { } cookie) return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(cookie.GetClaim(Claims.AuthenticationTime) ?? "0", CultureInfo.InvariantCulture));
        if (request.MaxAge is { } seconds && clock.GetUtcNow() - at > TimeSpan.FromSeconds(seconds)) return null;
        var person = await people.FindByIdAsync(cookie.GetClaim(Claims.Subject) ?? "");
        return person is not null && person.MayEnter(settings) && person.SecurityStamp == cookie.GetClaim(TokenClaims.Stamp) ? (person, at) : null;
    }

    // What forced this sign-in is left out, or it would force the next one too. Whoever strikes it out by hand gains nothing: auth_time tells the truth.
    private static QueryString Again(OpenIddictRequest request) => QueryString.Create(request.GetParameters()
        .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
        .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
}
