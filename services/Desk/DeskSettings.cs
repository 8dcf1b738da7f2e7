using Akorda.Hosting;
using Microsoft.Extensions.Configuration;

namespace Akorda.Desk;

/// <summary>What the Desk is told by configuration.</summary>
public sealed record DeskSettings
{
    /// <summary>The newsroom's public name: the only one under which people sign in.</summary>
    /// <value>http://localhost:8090</value>
    public required Uri PublicUrl { get; init; }
    /// <summary>The OpenID Connect authority.</summary>
    /// <value>The newsroom itself.</value>
    public required Uri Authority { get; init; }
    /// <summary>Where the Desk itself reaches what the authority calls by its public name; null when it can use that name.</summary>
    public required Uri? AuthorityAddress { get; init; }
    /// <summary>The secret of the client <c>desk</c>; without it PKCE alone holds the flow.</summary>
    public required string? ClientSecret { get; init; }
    /// <summary>Where the keys of sessions and forms are kept; every process of the Desk needs the same.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>Only a browser that speaks TLS with the newsroom keeps a cookie with the strict prefix.</summary>
    public bool IsSecure => PublicUrl.Scheme == Uri.UriSchemeHttps;

    public static DeskSettings Read(IConfiguration configuration)
    {
        var publicUrl = PublicName.Of(configuration);
        var elsewhere = configuration["Identity:Authority"];
        return new DeskSettings
        {
            PublicUrl = publicUrl,
            Authority = elsewhere is null ? publicUrl : new Uri(elsewhere),
            AuthorityAddress = elsewhere is not null ? null : new Uri(configuration["Services:Identity"] ?? configuration["Urls:Newsroom"] ?? "http://127.0.0.1:8090"),
            ClientSecret = configuration["Desk:ClientSecretFile"] is { } file ? File.ReadAllText(file).Trim() : null,
            KeysFolder = configuration["Desk:KeysFolder"] ?? throw new InvalidOperationException("Desk:KeysFolder is not set."),
        };
    }
}
