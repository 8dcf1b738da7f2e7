using System.Net.Http.Headers;

namespace Akorda.Publisher.Channels.LinkedIn;

/// <summary>LinkedIn's versioned REST API (learn.microsoft.com, posts API).</summary>
internal sealed class LinkedInApi(ChannelSettings settings, SingleShotSender sender)
{
    // A version lives for about a year.
    private const string Version = "202610";

    /// <summary>Sends a request that changes something.</summary>
    /// <param name="restMethod">What the request does where its method does not say it.</param>
    public async Task<Exchange> SendAsync(HttpMethod method, string path, RequestBody body, string? restMethod, Order order, CancellationToken ct)
    {
        using var request = Request(method, settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
        if (restMethod is not null) request.Headers.Add("X-RestLi-Method", restMethod);
        return await sender.SendAsync(request, body, order, ct);
    }

    /// <summary>Puts bytes where LinkedIn asked for them.</summary>
    public async Task<Exchange> PutAsync(Uri address, RequestBody body, Order order, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Put, address.AbsoluteUri);
        return await sender.SendAsync(request, body, order, ct);
    }

    /// <summary>Reads.</summary>
    public async Task<Exchange> ReadAsync(string path, string? restMethod, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, settings.BaseUrl.AbsoluteUri.TrimEnd('/') + path);
        if (restMethod is not null) request.Headers.Add("X-RestLi-Method", restMethod);
        return await sender.ReadAsync(request, ct);
    }

    private HttpRequestMessage Request(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Credentials["token"]);
        request.Headers.Add("LinkedIn-Version", Version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        return request;
    }
}
