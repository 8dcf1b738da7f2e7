namespace Akorda.Publisher.Channels;

/// <summary>Addresses that cannot be a real network: this machine, or a container beside this one.</summary>
internal static class Nearby
{
    /// <summary>True for loopback, and for a name without a dot: those exist in container networks, never in the public DNS (ICANN board resolution of 2013-08-13 on dotless domains).</summary>
    public static bool IsNearby(this Uri address) => address.IsLoopback || (address.HostNameType == UriHostNameType.Dns && !address.Host.Contains('.'));

    /// <summary>Where readers find what was posted by this API: at the network's own address, or beside the imitation.</summary>
    public static string ReadersAt(this Uri api, string network) => api.IsNearby() ? api.AbsoluteUri.TrimEnd('/') : network;
}
