using System.Net;

namespace Akorda.Publisher.Releases;

/// <summary>The connection to the Site's private listener.</summary>
public sealed class SiteIntake : IDisposable
{
    /// <summary>Follows no redirect and keeps connections: a release waits for no handshake.</summary>
    public HttpClient Client { get; } = new(new ConnectionFailures(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(3),
    }));

    public void Dispose() => Client.Dispose();
}
