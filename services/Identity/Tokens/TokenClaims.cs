using System.Collections.Immutable;
using System.Security.Claims;
using Akorda.Http;
using Akorda.Identity.People;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Akorda.Identity.Tokens;

/// <summary>What a token says about whom it is for.</summary>
internal static class TokenClaims
{
    /// <summary>Stays in codes and refresh tokens, which only we can read: a changed password ends them.</summary>
    public const string Stamp = "stamp";

    /// <summary>A person's.</summary>
    public static ClaimsPrincipal Of(Person person, DateTimeOffset signedInAt, IEnumerable<string> scopes)
    {
        var identity = Begin(person.Id.ToString(), person.Name, person.Roles);
        identity.SetClaims("languages", [.. person.Languages]);
        identity.SetClaim(Claims.AuthenticationTime, signedInAt.ToUnixTimeSeconds());
        identity.SetClaim(Stamp, person.SecurityStamp);
        return Finish(identity, scopes);
    }

    /// <summary>Another service's: it has no name but its own, and no role of people.</summary>
    public static ClaimsPrincipal Of(string client, IEnumerable<string> scopes) => Finish(Begin(client, client, [Roles.Service]), scopes);

    private static ClaimsIdentity Begin(string subject, string name, IEnumerable<string> roles)
    {
        var identity = new ClaimsIdentity("akorda", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(Claims.Name, name);
        identity.SetClaims(Claims.Role, [.. roles]);
        return identity;
    }

    private static ClaimsPrincipal Finish(ClaimsIdentity identity, IEnumerable<string> scopes)
    {
        identity.SetDestinations(claim => claim.Type switch
        {
            Stamp => [],
            Claims.Name or Claims.AuthenticationTime => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });
        var principal = new ClaimsPrincipal(identity);
        ImmutableArray<string> granted = [.. scopes];
        principal.SetScopes(granted);
        if (granted.Contains(TokenServer.Newsroom)) principal.SetResources(TokenServer.Newsroom);
        return principal;
    }
}
