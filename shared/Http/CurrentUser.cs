using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Akorda.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Akorda.Http;

/// <summary>Who is calling, from the access token; a route takes it as a parameter.</summary>
/// <param name="Person">The token's subject and name.</param>
/// <param name="Languages">What a translator may translate into.</param>
/// <param name="SignedInAt">When the person last proved who they are (<c>auth_time</c>); null for systems.</param>
public sealed record CurrentUser(Person Person, IReadOnlySet<string> Languages, DateTimeOffset? SignedInAt)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Acts that cannot be taken back need a sign-in at most five minutes old.</summary>
    /// <returns>Null when it is; else 401 <c>sign-in-again</c>.</returns>
    public ProblemHttpResult? CheckFreshSignIn(TimeProvider clock) =>
        SignedInAt is { } at && clock.GetUtcNow() - at <= Fresh ? null : Problems.SignInAgain();

    /// <summary>Binds a route's parameter; the framework calls it.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(Of(context.User));

    /// <summary>The caller of an authenticated request; null when nobody is signed in.</summary>
    public static CurrentUser? Of(ClaimsPrincipal user) => user.FindFirstValue("sub") is { } id
        ? new CurrentUser(
            new Person(id, user.FindFirstValue("name") ?? id),
            user.FindAll("languages").Select(claim => claim.Value).ToHashSet(),
            long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null)
        : null;
}
