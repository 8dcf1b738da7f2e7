using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.SignIn;

/// <summary>GET /sign-in-again: a fresh proof of who somebody is, before an act that cannot be taken back; then back to where they were.</summary>
internal static class SignInAgain
{
    private const string Path = "/sign-in-again";

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet(Path, Handle).WithMetadata(NoScreen.Instance);

    /// <summary>The address that asks for it and returns to a page of the Desk.</summary>
    public static string For(string returnTo) => Path + QueryString.Create("return", returnTo);

    private static IResult Handle(string? @return) => TypedResults.Challenge(
        new OpenIdConnectChallengeProperties { RedirectUri = LocalPage.Of(@return), Prompt = "login" }, [OpenIdConnectDefaults.AuthenticationScheme]);
}
