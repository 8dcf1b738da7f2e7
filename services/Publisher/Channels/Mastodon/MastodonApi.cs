using System.Net.Http.Headers;

namespace Akorda.Publisher.Channels.Mastodon;

/// <summary>Mastodon's REST API: the token in a header (docs.joinmastodon.org/api).</summary>
internal sealed class MastodonApi(ChannelSettings settings, SingleShotSender sender)
{
    /// <summary>Sends a request that changes something.</summary>
    /// <param name="key">By which the server knows the same request again for an hour; null where it is the same anyway.</param>
    public async Task<Exchange> SendAsync(HttpMethod method, string path, RequestBody body, string? key, Order order, CancellationToken ct)
    {
        using var request = Request(method, path);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await sender.SendAsync(request, body, order, ct);
    }

    /// <summary>Reads.</summary>
    public async Task<Exchange> ReadAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path);
        return await sender.ReadAsync(request, ct);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Credentials["token"]);
        return request;
    }
}
