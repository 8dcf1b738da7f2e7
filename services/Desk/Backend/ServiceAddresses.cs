using Microsoft.Extensions.Configuration;

namespace Akorda.Desk.Backend;

/// <summary>Where the services answer, from <c>Services:{Name}</c>.</summary>
public sealed class ServiceAddresses
{
    private readonly IReadOnlyDictionary<string, string> addresses;

    private ServiceAddresses(IReadOnlyDictionary<string, string> addresses) => this.addresses = addresses;

    /// <summary>The address of one service, without a slash at its end.</summary>
    public string Of(string service) => addresses[service];

    /// <summary>Reads the addresses of all services that the newsroom's origin leads to.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or is no address.</exception>
    public static ServiceAddresses Read(IConfiguration configuration) => new(Origin.Services.ToDictionary(service => service, service =>
        Uri.TryCreate(configuration[$"Services:{service}"], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address.GetLeftPart(UriPartial.Authority)
            : throw new InvalidOperationException($"Services:{service} is not set to an http address.")));
}
