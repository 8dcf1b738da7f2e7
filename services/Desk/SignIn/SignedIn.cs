using System.Globalization;
using System.Security.Claims;

namespace Akorda.Desk.SignIn;

/// <summary>The person of a session, as their token says. What they may do is for the services to decide; this decides what they are shown.</summary>
/// <param name="At">When they last proved who they are.</param>
public sealed record SignedIn(string Id, string Name, IReadOnlySet<string> Roles, IReadOnlySet<string> Languages, DateTimeOffset At)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    // A form is read and filled in before it is sent.
    private static readonly TimeSpan ToAct = TimeSpan.FromMinutes(1);

    public bool IsEditor => Roles.Contains(Http.Roles.Editor);
    public bool IsTranslator => Roles.Contains(Http.Roles.Translator);
    public bool IsReviewer => Roles.Contains(Http.Roles.Reviewer);
    public bool IsPublisher => Roles.Contains(Http.Roles.Publisher);
    public bool IsAdministrator => Roles.Contains(Http.Roles.Administrator);

    /// <summary>Whether an act that cannot be taken back may follow without signing in again.</summary>
    public bool IsFresh(DateTimeOffset now) => now - At <= Fresh - ToAct;

    /// <summary>The person of a session's claims; null when they name none.</summary>
    public static SignedIn? Of(ClaimsPrincipal user) => user.FindFirstValue("sub") is { } id
        ? new SignedIn(
            id, user.FindFirstValue("name") ?? id,
            user.FindAll("role").Select(claim => claim.Value).ToHashSet(),
            user.FindAll("languages").Select(claim => claim.Value).ToHashSet(),
            DateTimeOffset.FromUnixTimeSeconds(long.TryParse(user.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0))
        : null;
}
