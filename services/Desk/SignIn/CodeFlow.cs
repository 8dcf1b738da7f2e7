using Akorda.Desk.Backend;
using Akorda.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Akorda.Desk.SignIn;

/// <summary>Signing in at the authority: OpenID Connect's code flow with PKCE.</summary>
internal static class CodeFlow
{
    /// <summary>The policy of every page.</summary>
    public const string Policy = "desk";

    public static void AddCodeFlow(this IServiceCollection services, DeskSettings settings)
    {
        services.AddAuthentication()
            .AddCookie(DeskSession.Scheme, options => DeskSession.Configure(options, settings))
            .AddOpenIdConnect(options => Configure(options, settings));
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(DeskSession.Scheme).RequireClaim("sub"));
        services.AddAntiforgery();
        services.Configure<AntiforgeryOptions>(options =>
        {
            // A name of its own: apart, Identity's forms under the same origin have another key.
            BrowserCookies.Harden(options.Cookie, settings.IsSecure, "desk-form");
            options.SuppressXFrameOptionsHeader = true;   // the staff headers say it more strictly
        });
        services.AddDataProtection().SetApplicationName("akorda");
        // In one process Identity's keys serve both.
        services.PostConfigure<KeyManagementOptions>(options => options.XmlRepository ??= BrowserCookies.KeysIn(settings.KeysFolder));
    }

    private static void Configure(OpenIdConnectOptions options, DeskSettings settings)
    {
        options.SignInScheme = DeskSession.Scheme;
        options.Authority = settings.Authority.AbsoluteUri;
        if (settings.AuthorityAddress is { } address)
        {
            options.BackchannelHttpHandler = new ByPrivateAddress(settings.Authority, address);
            // Our own Identity is asked on this machine, or in the network that only the services share.
            options.RequireHttpsMetadata = false;
        }
        options.ClientId = "desk";
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // In the address, not in a form: the answer to a form of another site would come without the flow's own cookies.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "offline_access", "newsroom"]) options.Scope.Add(scope);
        options.MapInboundClaims = false;
        options.UseTokenLifetime = false;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        options.Events.OnTokenValidated = DeskSession.BeginAsync;
        options.Events.OnRedirectToIdentityProvider = context => LeadAsync(context, settings);
        options.Events.OnRemoteFailure = context =>
        {
            // A flow that was left open too long, or begun in another window: begin again.
            context.Response.Redirect("/");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static Task LeadAsync(RedirectContext context, DeskSettings settings)
    {
        var request = context.Request;
        if (InBackground.Is(context.HttpContext))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }
        else if (!request.Host.Equals(HostString.FromUriComponent(settings.PublicUrl)))
        {
            // Cookies and the authority know one name only.
            context.Response.Redirect(settings.PublicUrl.GetLeftPart(UriPartial.Authority) + request.Path + request.QueryString);
            context.HandleResponse();
        }
        else if (context.Properties is OpenIdConnectChallengeProperties { RedirectUri: null } or { RedirectUri: null })
        {
            // What was typed into a form cannot come along.
            context.Properties.RedirectUri = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/";
        }
        return Task.CompletedTask;
    }

    /// <summary>Reaches the authority where it listens, under the name that it is known by.</summary>
    private sealed class ByPrivateAddress(Uri name, Uri address) : DelegatingHandler(NewsroomConnection.Open())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var wanted = request.RequestUri!;   // the framework sets one
            if (wanted.Authority == name.Authority)
            {
                request.Headers.Host = name.Authority;
                request.RequestUri = new Uri(address, wanted.PathAndQuery);
            }
            return base.SendAsync(request, ct);
        }
    }
}
