using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Akorda.Publisher.Channels.X;

/// <summary>X's way of being called: every request signed in the account's name.</summary>
internal sealed class XApi(ChannelSettings settings, SingleShotSender sender, TimeProvider clock)
{
    /// <summary>Sends a request that changes something.</summary>
    public async Task<Exchange> SendAsync(HttpMethod method, string path, RequestBody body, Order order, CancellationToken ct)
    {
        using var request = Signed(method, path);
        return await sender.SendAsync(request, body, order, ct);
    }

    /// <summary>Reads.</summary>
    public async Task<Exchange> ReadAsync(string path, CancellationToken ct)
    {
        using var request = Signed(HttpMethod.Get, path);
        return await sender.ReadAsync(request, ct);
    }

    private HttpRequestMessage Signed(HttpMethod method, string path)
    {
        var address = new Uri(settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", OAuthSignature.Header(method, address, settings.Credentials, nonce, clock.GetUtcNow()));
        return request;
    }
}
