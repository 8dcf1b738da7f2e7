using System.Globalization;
using System.Security.Claims;
using Akorda.Identity.People;
using Akorda.Postgres;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Akorda.Identity.Tokens;

/// <summary>POST /connect/token: a code, a refresh token, a client's own secret or, in the demo, a person's password becomes an access token.</summary>
internal static class IssueToken
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/connect/token", Handle)
        .WithName("IssueToken")
        .WithSummary("Issue an access token (OAuth 2.0)")
        .ExcludeFromDescription();

    // OpenIddict has checked the client, its permissions, the code and its verifier when this is asked.
    private static async Task<IResult> Handle(
        HttpContext context, CheckPassword check, UserManager<Person> people, IdentitySettings settings,
        [FromKeyedServices(IdentityModule.Key)] NpgsqlDataSource db, TimeProvider clock, CancellationToken ct)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see this request.");
        if (request.IsAuthorizationCodeGrantType() || request.IsRefreshTokenGrantType()) return await ContinueAsync(context, people, settings);
        if (!request.HasScope(TokenServer.Newsroom)) return Refuse(Errors.InvalidScope, "Ask for the scope 'newsroom'.");
        if (request.IsPasswordGrantType())
        {
            // The demo's people only, and whoever of them has set up a second factor signs in by a browser: this grant has no place for one.
            return await check.Handle(request.Username ?? "", request.Password ?? "", request.ClientId ?? "", ct) is { IsDemo: true } person
                && person.AfterPassword(settings) == SignInStep.None
                ? Issue(TokenClaims.Of(person, clock.GetUtcNow(), request.GetScopes()))
                : Refuse(Errors.InvalidGrant, "The name or the password is wrong, or there were too many attempts.");
        }
        var client = request.ClientId ?? throw new InvalidOperationException("OpenIddict let a nameless client pass.");
        var signedIn = Audit.Of(client, "signed-in", client, "client");
        await db.ExecuteAsync(signedIn.Sql, [.. signedIn.Args], ct);
        return Issue(TokenClaims.Of(client, request.GetScopes()));
    }

    // The person is read anew: roles may have changed, and a changed password or a lock ends what was granted before.
    private static async Task<IResult> ContinueAsync(HttpContext context, UserManager<Person> people, IdentitySettings settings)
    {
        var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("OpenIddict let a request without a grant pass.");
        var person = await people.FindByIdAsync(granted.GetClaim(Claims.Subject) ?? "");
        return person is not null && person.MayEnter(settings) && person.SecurityStamp == granted.GetClaim(TokenClaims.Stamp)
            ? Issue(TokenClaims.Of(person, SignedInAt(granted), granted.GetScopes()))
            : Refuse(Errors.InvalidGrant, "The person must sign in again.");
    }

    private static DateTimeOffset SignedInAt(ClaimsPrincipal granted) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(granted.GetClaim(Claims.AuthenticationTime) ?? "0", CultureInfo.InvariantCulture));

    private static IResult Issue(ClaimsPrincipal principal) =>
        TypedResults.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static IResult Refuse(string error, string description) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
