using System.Globalization;
using System.Security.Claims;
using Akorda.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akorda.Identity.SignIn;

/// <summary>The cookie that remembers a browser's sign-in between two authorization requests. Nothing under <c>/api</c> ever looks at it.</summary>
internal static class SignInCookie
{
    /// <summary>The authentication scheme; only Identity's own pages ask for it.</summary>
    public const string Scheme = "akorda-sign-in";

    /// <summary>How long a browser stays signed in: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void AddSignInCookie(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IdentitySettings>((options, settings) =>
        {
            Harden(options.Cookie, settings, "sign-in");
            options.ExpireTimeSpan = Lifetime;
            options.SlidingExpiration = false;
        });
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IdentitySettings>((options, settings) =>
        {
            Harden(options.Cookie, settings, "form");
            // The staff headers have said it already, more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("akorda");
        services.AddOptions<KeyManagementOptions>().Configure<IdentitySettings>((options, settings) =>
        {
            var folder = Directory.CreateDirectory(settings.KeysFolder);
            if (!OperatingSystem.IsWindows()) folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            options.XmlRepository = new FileSystemXmlRepository(folder, NullLoggerFactory.Instance);
        });
    }

    /// <summary>Remembers that this person has just proved who they are.</summary>
    public static Task RememberAsync(HttpContext context, Person person, DateTimeOffset now) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
    [
        new Claim("sub", person.Id.ToString()),
        new Claim("stamp", person.SecurityStamp ?? ""),
        new Claim("auth_time", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ], Scheme)));

    private static void Harden(CookieBuilder cookie, IdentitySettings settings, string name)
    {
        cookie.Name = (settings.IsSecure ? "__Host-" : "") + "akorda-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }
}
