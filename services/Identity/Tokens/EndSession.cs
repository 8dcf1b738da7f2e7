using Akorda.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Server.AspNetCore;

namespace Akorda.Identity.Tokens;

/// <summary>GET or POST /connect/logout: the browser forgets its person and returns to the client.</summary>
internal static class EndSession
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], (Delegate)Handle)
        .WithName("EndSession")
        .WithSummary("Sign out (OpenID Connect)")
        .ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext context)
    {
        await SignInCookie.ForgetAsync(context);
        // OpenIddict goes to the client's address where one was given and is known; else here.
        return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = EnterPassword.Path }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
