using Microsoft.Extensions.Configuration;

namespace Akorda.Desk.Backend;

/// <summary>Where the services answer: each at <c>Services:{Name}</c> when they run apart; all at this process's own newsroom listener when none of these is set.</summary>
public sealed class ServiceAddresses
{
    /// <summary>The services behind the newsroom's one origin.</summary>
    internal static readonly IReadOnlyList<string> Services = ["ingestion", "translation", "review", "publisher", "identity"];

    // What each service answers beside /api/{service}/…
    internal static readonly IReadOnlyDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["/api/drafts"] = "ingestion",
        ["/api/media"] = "ingestion",
        ["/api/translations"] = "translation",
        ["/api/glossary"] = "translation",
        ["/api/memory"] = "translation",
        ["/api/reviews"] = "review",
        ["/api/comments"] = "review",
        ["/api/publications"] = "publisher",
        ["/api/deliveries"] = "publisher",
        ["/api/channels"] = "publisher",
        ["/connect"] = "identity",
        ["/.well-known"] = "identity",
    };

    private readonly Dictionary<string, Uri> addresses;

    private ServiceAddresses(Dictionary<string, Uri> addresses, bool apart) => (this.addresses, Apart) = (addresses, apart);

    /// <summary>Whether the services run in processes of their own, so that the Desk leads requests to them.</summary>
    public bool Apart { get; }

    /// <summary>The address of one service.</summary>
    public Uri Of(string service) => addresses[service];

    /// <summary>The address of the service that answers a path of the newsroom.</summary>
    public Uri OfPath(string path)
    {
        var parts = path.Split('/', '?');
        return Of(Paths.GetValueOrDefault($"/{parts[1]}/{parts.ElementAtOrDefault(2)}") ?? Paths.GetValueOrDefault("/" + parts[1]) ?? parts[2]);
    }

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="InvalidOperationException">Some are set and one is missing, or one is no address.</exception>
    public static ServiceAddresses Read(IConfiguration configuration)
    {
        var apart = Services.Any(service => configuration[$"Services:{service}"] is not null);
        var here = configuration["Urls:Newsroom"] ?? "http://127.0.0.1:8090";
        return new ServiceAddresses(Services.ToDictionary(service => service, service => apart ? AddressOf(configuration, service) : new Uri(here)), apart);
    }

    private static Uri AddressOf(IConfiguration configuration, string service) =>
        Uri.TryCreate(configuration[$"Services:{service}"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(address.GetLeftPart(UriPartial.Authority))
            : throw new InvalidOperationException($"Services:{service} is not set to an http address.");
}
