using System.Security.Cryptography;
using Akorda.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Akorda.Identity.SecondFactors;

/// <summary>What the server must remember between a passkey's challenge and its answer: in a cookie of its own, encrypted, for minutes.</summary>
internal sealed class PasskeyCeremony(IDataProtectionProvider protection, IdentitySettings settings)
{
    /// <summary>A new passkey is added.</summary>
    public const string Adding = "add";

    /// <summary>A passkey signs its person in.</summary>
    public const string SigningIn = "sign-in";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Remembers the challenge, and forgets the one before.</summary>
    public void Begin(HttpContext context, string purpose, string state)
    {
        var cookie = Cookie().Build(context);
        cookie.MaxAge = Lifetime;
        context.Response.Cookies.Append(Name, Protector(purpose).Protect(state, Lifetime), cookie);
    }

    /// <summary>The challenge that is answered, forgotten with this; null when there was none for this purpose in the last minutes.</summary>
    public string? End(HttpContext context, string purpose)
    {
        if (context.Request.Cookies[Name] is not { } kept) return null;
        context.Response.Cookies.Delete(Name, Cookie().Build(context));
        try
        {
            return Protector(purpose).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string Name => Cookie().Name ?? throw new InvalidOperationException("Every cookie of ours has a name.");

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder();
        BrowserCookies.Harden(cookie, settings.IsSecure, "passkey");
        cookie.SameSite = SameSiteMode.Strict;
        return cookie;
    }

    private ITimeLimitedDataProtector Protector(string purpose) => protection.CreateProtector("akorda passkeys", purpose).ToTimeLimitedDataProtector();
}
