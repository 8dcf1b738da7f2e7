using System.Globalization;
using System.Security.Claims;
using Akorda.Hosting;
using Akorda.Identity.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Identity.SignIn;

/// <summary>The cookie that remembers a browser's sign-in between two authorization requests, and the one that remembers a right password until the rest is done. Nothing under <c>/api</c> ever looks at them.</summary>
internal static class SignInCookie
{
    /// <summary>The authentication scheme; only Identity's own pages ask for it.</summary>
    public const string Scheme = "akorda-sign-in";

    /// <summary>The scheme of who has given the right password and still owes something: it leads to no code, and only to the pages of what is owed.</summary>
    public const string Halfway = "akorda-halfway";

    /// <summary>How long a browser stays signed in: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private static readonly TimeSpan HalfwayLifetime = TimeSpan.FromMinutes(10);

    private const string ReturnTo = "return";

    public static void AddSignInCookies(this IServiceCollection services)
    {
        AddCookie(services, Scheme, "sign-in", Lifetime);
        AddCookie(services, Halfway, "halfway", HalfwayLifetime);
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IdentitySettings>((options, settings) =>
        {
            BrowserCookies.Harden(options.Cookie, settings.IsSecure, "form");
            // The staff headers have said it already, more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("akorda");
        services.AddOptions<KeyManagementOptions>().Configure<IdentitySettings>((options, settings) => options.XmlRepository = BrowserCookies.KeysIn(settings.KeysFolder));
    }

    /// <summary>Remembers that this person has proved who they are, all that is asked of them.</summary>
    /// <param name="at">When they did.</param>
    public static async Task RememberAsync(HttpContext context, Person person, DateTimeOffset at)
    {
        await context.SignInAsync(Scheme, PrincipalOf(person, at));
        await context.SignOutAsync(Halfway);
    }

    /// <summary>Remembers that this person has given the right password, and nothing more.</summary>
    public static Task RememberHalfwayAsync(HttpContext context, Person person, DateTimeOffset at, string returnTo) =>
        context.SignInAsync(Halfway, PrincipalOf(person, at), new AuthenticationProperties(new Dictionary<string, string?> { [ReturnTo] = returnTo }));

    /// <summary>Where a person wanted to go who is halfway.</summary>
    public static string ReturnOf(AuthenticationProperties? halfway) => halfway?.GetString(ReturnTo) ?? EnterPassword.Desk;

    /// <summary>Forgets both.</summary>
    public static async Task ForgetAsync(HttpContext context)
    {
        await context.SignOutAsync(Scheme);
        await context.SignOutAsync(Halfway);
    }

    private static ClaimsPrincipal PrincipalOf(Person person, DateTimeOffset at) => new(new ClaimsIdentity(
    [
        new Claim("sub", person.Id.ToString()),
        new Claim("stamp", person.SecurityStamp ?? ""),
        new Claim("auth_time", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ], Scheme));

    private static void AddCookie(IServiceCollection services, string scheme, string name, TimeSpan lifetime)
    {
        services.AddAuthentication().AddCookie(scheme);
        services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IdentitySettings>((options, settings) =>
        {
            BrowserCookies.Harden(options.Cookie, settings.IsSecure, name);
            options.ExpireTimeSpan = lifetime;
            options.SlidingExpiration = false;
        });
    }
}
