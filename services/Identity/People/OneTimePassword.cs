using Akorda.Identity.SecondFactors;

namespace Akorda.Identity.People;

/// <summary>A password that an administrator hands over: it leads to the form in which its person chooses their own, for some days, and to nothing else.</summary>
internal static class OneTimePassword
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>A new one, and until when it lets its person in.</summary>
    public static (string Password, DateTimeOffset Until) Make(DateTimeOffset now) => (RecoveryCode.Random(), now + Lifetime);
}
