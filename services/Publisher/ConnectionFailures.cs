using System.Net.Sockets;

namespace Akorda.Publisher;

/// <summary>
/// Keeps HttpClient's promise that what goes wrong on the way is an <see cref="HttpRequestException"/>:
/// a connection that is reset as it opens makes the runtime's pool throw a bare <see cref="SocketException"/> (seen on .NET 10.0.12).
/// </summary>
public sealed class ConnectionFailures(SocketsHttpHandler connections) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, e.Message, e);
        }
    }
}
