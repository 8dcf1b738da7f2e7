using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.SignIn;

/// <summary>POST /sign-out: the session ends here and at the authority.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/sign-out", Handle);

    private static IResult Handle() => TypedResults.SignOut(
        new AuthenticationProperties { RedirectUri = "/" }, [DeskSession.Scheme, OpenIdConnectDefaults.AuthenticationScheme]);
}
