using Microsoft.Extensions.Configuration;

namespace Akorda.Identity;

/// <summary>What Identity is told by configuration.</summary>
internal sealed record IdentitySettings
{
    /// <summary>The public name of the newsroom, which stands in every token; not necessarily reachable from here.</summary>
    /// <value>http://localhost:8090</value>
    public required Uri Issuer { get; init; }
    /// <summary>What the newsroom listens on.</summary>
    public required Uri Listener { get; init; }
    /// <summary>Whether only the Desk's proxy and the other services reach the listener, in a network of their own: TLS ends before it.</summary>
    public required bool BehindProxy { get; init; }
    /// <summary>The private key of the tokens, PEM; made at the first start.</summary>
    public required string SigningKeyFile { get; init; }
    /// <summary>Where the keys of cookies and forms are kept.</summary>
    public required string KeysFolder { get; init; }
    /// <summary>Whether the demo's people and its password grant exist.</summary>
    public required bool Demo { get; init; }
    public required string? DemoPassword { get; init; }
    /// <summary>The secret of the client <c>publisher</c>; without it there is no such client.</summary>
    public required string? PublisherSecret { get; init; }
    /// <summary>The secret of the client <c>desk</c>; without it the Desk is a public client, held by PKCE alone.</summary>
    public required string? DeskSecret { get; init; }
    /// <summary>Where the Desk takes its authorization codes.</summary>
    /// <value>The newsroom's own <c>/signin-oidc</c>.</value>
    public required Uri DeskRedirect { get; init; }
    /// <summary>Where a browser goes after it was signed out.</summary>
    /// <value>The newsroom's own <c>/signout-callback-oidc</c>.</value>
    public required Uri DeskSignedOut { get; init; }
    /// <summary>Whether a person of the newsroom needs a second factor; the demo's people never do.</summary>
    /// <value>Yes: <c>required</c>.</value>
    public required bool SecondFactorRequired { get; init; }
    /// <summary>Who is made an administrator when there is nobody yet.</summary>
    public required string? FirstAdministrator { get; init; }
    public required string? FirstAdministratorPassword { get; init; }

    /// <summary>Only a browser that speaks TLS with the newsroom keeps a cookie with the strict prefix.</summary>
    public bool IsSecure => Issuer.Scheme == Uri.UriSchemeHttps;

    public static IdentitySettings Read(IConfiguration configuration)
    {
        var issuer = new Uri(configuration["Newsroom:PublicUrl"] ?? "http://localhost:8090");
        var demo = configuration.GetValue<bool>("Demo:Enabled");
        return new IdentitySettings
        {
            Issuer = issuer,
            Listener = new Uri(configuration["Urls:Newsroom"] ?? "http://127.0.0.1:8090"),
            BehindProxy = configuration.GetValue<bool>("Identity:BehindProxy"),
            SigningKeyFile = Required(configuration, "Identity:SigningKeyFile"),
            KeysFolder = Required(configuration, "Identity:KeysFolder"),
            Demo = demo,
            DemoPassword = demo ? FromFile(configuration, "Demo:PasswordFile") ?? Required(configuration, "Demo:Password") : null,
            PublisherSecret = FromFile(configuration, "Publisher:ClientSecretFile"),
            DeskSecret = FromFile(configuration, "Desk:ClientSecretFile"),
            DeskRedirect = new Uri(configuration["Desk:RedirectUrl"] ?? new Uri(issuer, "/signin-oidc").AbsoluteUri),
            DeskSignedOut = new Uri(configuration["Desk:SignedOutUrl"] ?? new Uri(issuer, "/signout-callback-oidc").AbsoluteUri),
            SecondFactorRequired = configuration["Identity:SecondFactor"] switch
            {
                null or "required" => true,
                "optional" => false,
                var other => throw new InvalidOperationException($"Identity:SecondFactor is required or optional, not '{other}'."),
            },
            FirstAdministrator = configuration["Identity:FirstAdministrator"],
            FirstAdministratorPassword = FromFile(configuration, "Identity:FirstAdministratorPasswordFile"),
        };
    }

    private static string Required(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{key} is not set.");

    private static string? FromFile(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : null;
}
