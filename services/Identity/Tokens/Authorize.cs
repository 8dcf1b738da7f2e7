using Akorda.Identity.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    private static async Task<IResult> Handle(HttpContext context, Visitors visitors, TimeProvider clock)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see this request.");
        if (!request.HasPromptValue(PromptValues.Login) && await visitors.SignedInAsync(context) is { } visitor && IsFreshEnough(request, visitor, clock))
        {
            return TypedResults.SignIn(
                TokenClaims.Of(visitor.Person, visitor.SignedInAt, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }
        if (!request.HasPromptValue(PromptValues.None)) return TypedResults.Redirect(EnterPassword.PageFor(Path + Again(request)));
        return TypedResults.Forbid(
            new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired }),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static bool IsFreshEnough(OpenIddictRequest request, Visitor visitor, TimeProvider clock) =>
        request.MaxAge is not { } seconds || clock.GetUtcNow() - visitor.SignedInAt <= TimeSpan.FromSeconds(seconds);

    // What forced this sign-in is left out, or it would force the next one too. Whoever strikes it out by hand gains nothing: auth_time tells the truth.
    private static QueryString Again(OpenIddictRequest request) => QueryString.Create(request.GetParameters()
        .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
        .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
}
