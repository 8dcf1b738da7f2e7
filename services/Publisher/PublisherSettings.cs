using Microsoft.Extensions.Configuration;

namespace Akorda.Publisher;

/// <summary>Where the Publisher finds the others.</summary>
public sealed record PublisherSettings
{
    /// <summary>The Site's private listener. <c>Publisher:SiteIntakeUrl</c>, else <c>Urls:SiteIntake</c>.</summary>
    public required Uri SiteIntake { get; init; }

    /// <summary>Where a page is asked for before a channel links to it. <c>Publisher:SiteUrl</c>, else <c>Urls:Site</c>.</summary>
    public required Uri Site { get; init; }

    /// <summary>The canonical origin of pages. <c>Site:PublicUrl</c>, else <c>Urls:Site</c>.</summary>
    public required Uri PublicSite { get; init; }

    /// <summary>Where photographs are fetched. <c>Services:Ingestion</c>, else <c>Urls:Newsroom</c>.</summary>
    public required Uri Ingestion { get; init; }

    /// <summary>Where the Publisher gets a token of its own; null where the authority's metadata says it.</summary>
    public required Uri? TokenEndpoint { get; init; }

    /// <summary>The metadata of the OpenID Connect authority.</summary>
    public required Uri Metadata { get; init; }

    /// <summary>The secret of the client <c>publisher</c>; null where none is set.</summary>
    public required string? ClientSecret { get; init; }

    /// <summary>Reads the settings.</summary>
    public static PublisherSettings Read(IConfiguration configuration)
    {
        Uri Address(string fallback, params IReadOnlyList<string> keys) =>
            new(keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? fallback);

        // Our own Identity calls itself by a public name that need not be reachable from here; another authority is asked where its endpoint is.
        var identity = Address("http://127.0.0.1:8090", "Services:Identity", "Urls:Newsroom");
        var authority = configuration["Identity:Authority"];
        return new PublisherSettings
        {
            SiteIntake = Address("http://127.0.0.1:8081", "Publisher:SiteIntakeUrl", "Urls:SiteIntake"),
            Site = Address("http://127.0.0.1:8080", "Publisher:SiteUrl", "Urls:Site"),
            PublicSite = Address("http://127.0.0.1:8080", "Site:PublicUrl", "Urls:Site"),
            Ingestion = Address("http://127.0.0.1:8090", "Services:Ingestion", "Urls:Newsroom"),
            TokenEndpoint = string.IsNullOrEmpty(authority) ? new Uri(identity, "/connect/token") : null,
            Metadata = new Uri((string.IsNullOrEmpty(authority) ? identity.AbsoluteUri : authority).TrimEnd('/') + "/.well-known/openid-configuration"),
            ClientSecret = configuration["Publisher:ClientSecretFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : configuration["Publisher:ClientSecret"],
        };
    }
}
