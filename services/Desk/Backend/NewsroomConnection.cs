using System.Net;

namespace Akorda.Desk.Backend;

/// <summary>The connections to the services, shared by all requests.</summary>
public sealed class NewsroomConnection(ServiceAddresses addresses) : IDisposable
{
    private readonly HttpClient client = new(Open()) { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>How the Desk reaches a service, whoever asks.</summary>
    internal static SocketsHttpHandler Open() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        // A name may stand for several processes: connections end, so that new ones are found.
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    };

    /// <summary>Sends a request to the service that answers its path.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, HttpCompletionOption completion, CancellationToken ct)
    {
        var path = message.RequestUri!.OriginalString;   // always made from one
        message.RequestUri = new Uri(addresses.OfPath(path), path);
        return client.SendAsync(message, completion, ct);
    }

    public void Dispose() => client.Dispose();
}
