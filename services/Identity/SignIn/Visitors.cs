using System.Globalization;
using Akorda.Identity.People;
using Akorda.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Akorda.Identity.SignIn;

/// <summary>The person at a browser.</summary>
/// <param name="SignedInAt">When they proved who they are; of one who is halfway, when they gave the password.</param>
/// <param name="ReturnTo">Where one who is halfway wanted to go; null for who is signed in.</param>
internal sealed record Visitor(Person Person, DateTimeOffset SignedInAt, string? ReturnTo)
{
    /// <summary>Whether the person still owes something after the password.</summary>
    public bool IsHalfway => ReturnTo is not null;
}

/// <summary>Reads who is at a browser, from its cookies and from what is true of the person now.</summary>
internal sealed class Visitors(UserManager<Person> people, IdentitySettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Who is signed in and owes nothing.</summary>
    public async Task<Visitor?> SignedInAsync(HttpContext context) =>
        await ReadAsync(context, SignInCookie.Scheme) is (var visitor, _) && visitor.Person.AfterPassword(settings) is SignInStep.None or SignInStep.SecondFactor ? visitor : null;

    /// <summary>Who has given the right password, and owes this.</summary>
    public async Task<Visitor?> HalfwayAsync(HttpContext context, SignInStep owes) =>
        await ReadAsync(context, SignInCookie.Halfway) is (var visitor, var properties) && visitor.Person.AfterPassword(settings) == owes
            ? visitor with { ReturnTo = SignInCookie.ReturnOf(properties) }
            : null;

    /// <summary>Who may change the account: somebody who signed in within the last five minutes, or who is halfway and owes just this.</summary>
    public async Task<Visitor?> WhoMayChangeAsync(HttpContext context, SignInStep? owes = null)
    {
        if (owes is { } step && await HalfwayAsync(context, step) is { } halfway) return halfway;
        return await SignedInAsync(context) is { } visitor && clock.GetUtcNow() - visitor.SignedInAt <= Fresh ? visitor : null;
    }

    private async Task<(Visitor, AuthenticationProperties?)?> ReadAsync(HttpContext context, string scheme)
    {
        var ticket = await context.AuthenticateAsync(scheme);
        if (ticket.Principal is not { } cookie) return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(cookie.GetClaim(Claims.AuthenticationTime) ?? "0", CultureInfo.InvariantCulture));
        var person = await people.FindByIdAsync(cookie.GetClaim(Claims.Subject) ?? "");
        return person is not null && person.MayEnter(settings) && person.SecurityStamp == cookie.GetClaim(TokenClaims.Stamp)
            ? (new Visitor(person, at, ReturnTo: null), ticket.Properties)
            : null;
    }
}
