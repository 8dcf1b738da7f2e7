using System.Globalization;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Akorda.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Akorda.Desk.SignIn;

/// <summary>The encrypted cookie in which a browser's session lives, its tokens too: 30 minutes without an act of the person end it, 12 hours end it anyway.</summary>
internal static class DeskSession
{
    /// <summary>The authentication scheme of the Desk's pages; nothing under <c>/api</c> ever looks at it.</summary>
    public const string Scheme = "akorda-desk";

    public const string AccessToken = "access_token";
    private const string RefreshToken = "refresh_token";
    private const string ExpiresAt = "expires_at";
    private const string ActiveAt = "active_at";

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // To write a cookie with every page would be too often.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Within this of its end a token is exchanged: what a page does must not outlive it.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    public static void Configure(CookieAuthenticationOptions options, DeskSettings settings)
    {
        BrowserCookies.Harden(options.Cookie, settings.IsSecure, "desk");
        options.ExpireTimeSpan = Longest;
        // The framework's own would count a renewed token as an act of the person.
        options.SlidingExpiration = false;
        options.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>Keeps of the tokens what the Desk uses, and takes over what the access token says about the person.</summary>
    public static Task BeginAsync(TokenValidatedContext context)
    {
        var answer = context.TokenEndpointResponse ?? throw new InvalidOperationException("The code flow always has a token answer.");
        var now = Now(context.HttpContext);
        Keep(context.Properties!, answer.AccessToken, answer.RefreshToken, answer.ExpiresIn, now);   // a ticket has properties
        context.Properties!.Items[ActiveAt] = Text(now);
        context.Principal = PersonOf(answer.AccessToken);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = Now(context.HttpContext);
        var signedIn = SignedIn.Of(context.Principal!);   // a ticket has a principal
        var idle = now - At(context.Properties.Items[ActiveAt]);
        if (signedIn is null || now - signedIn.At > Longest || idle > Idle)
        {
            await EndAsync(context);
            return;
        }
        // What a page does by itself is no sign that somebody sits before it.
        if (idle > Minute && !InBackground.IsIdle(context.HttpContext))
        {
            context.Properties.Items[ActiveAt] = Text(now);
            context.ShouldRenew = true;
        }
        if (now + Early >= At(context.Properties.GetTokenValue(ExpiresAt))) await RefreshAsync(context, now);
    }

    // Roles, languages and a lock are seen at the latest when the token ends, since this asks anew.
    private static async Task RefreshAsync(CookieValidatePrincipalContext context, DateTimeOffset now)
    {
        var services = context.HttpContext.RequestServices;
        var settings = services.GetRequiredService<DeskSettings>();
        var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        var ct = context.HttpContext.RequestAborted;
        var authority = await options.ConfigurationManager!.GetConfigurationAsync(ct);   // set by the framework when the options are made
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "refresh_token", ["client_id"] = options.ClientId!, ["refresh_token"] = context.Properties.GetTokenValue(RefreshToken) ?? "",
        };
        if (settings.ClientSecret is { } secret) form["client_secret"] = secret;
        using var content = new FormUrlEncodedContent(form);
        using var response = await options.Backchannel.PostAsync(new Uri(authority.TokenEndpoint), content, ct);
        if ((int)response.StatusCode >= 500) return;   // the session outlives an authority that is away; the services judge the token
        var answer = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonObject>(ct) : null;
        if ((string?)answer?["access_token"] is not { } token)
        {
            await EndAsync(context);
            return;
        }
        Keep(context.Properties, token, (string?)answer["refresh_token"] ?? context.Properties.GetTokenValue(RefreshToken), answer["expires_in"]?.ToString(), now);
        context.ReplacePrincipal(PersonOf(token));
        context.ShouldRenew = true;
    }

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static void Keep(AuthenticationProperties properties, string access, string? refresh, string? seconds, DateTimeOffset now) => properties.StoreTokens(
    [
        new AuthenticationToken { Name = AccessToken, Value = access },
        new AuthenticationToken { Name = RefreshToken, Value = refresh ?? "" },
        new AuthenticationToken
        {
            Name = ExpiresAt, Value = Text(now.AddSeconds(int.TryParse(seconds, CultureInfo.InvariantCulture, out var lifetime) ? lifetime : 300)),
        },
    ]);

    // Not checked again: it came from the authority itself a moment ago. The services check it at every call.
    private static ClaimsPrincipal PersonOf(string accessToken) => new(new ClaimsIdentity(
        new JsonWebToken(accessToken).Claims.Where(claim => claim.Type is "sub" or "name" or "role" or "languages" or "auth_time"), Scheme, "name", "role"));

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.MinValue;

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}

/// <summary>Marks a route that a page's script calls by itself: it does not lead to the sign-in form, and it does not prolong a session. A page that its script reads again carries the header instead.</summary>
public sealed class InBackground
{
    private const string Header = "X-Background";

    /// <summary>The person's own act sets it off: who types sits there, and the session goes on.</summary>
    public bool ByPerson { get; init; }

    /// <summary>Whether a script asks, and no sign-in form could be shown.</summary>
    public static bool Is(HttpContext context) => context.Request.Headers.ContainsKey(Header) || MarkOf(context) is not null;

    /// <summary>Whether the request is no sign that somebody sits before the page.</summary>
    public static bool IsIdle(HttpContext context) => context.Request.Headers.ContainsKey(Header) || MarkOf(context) is { ByPerson: false };

    private static InBackground? MarkOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<InBackground>();
}
