using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Akorda.Publisher.Channels.Bluesky;

/// <summary>
/// A personal data server's calls (atproto.com/specs/xrpc). The session is kept as long as it lasts: signing in is limited to 300 a day. Nothing of it needs to outlive the process,
/// since the app password opens the next one.
/// </summary>
internal sealed class BlueskyApi(ChannelSettings settings, SingleShotSender sender, TimeProvider clock)
{
    // An access token lasts for two hours.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(90);

    private string? token;
    private DateTimeOffset signedInAt;

    /// <summary>Signs in where there is no session; null when there is one.</summary>
    public async Task<Exchange?> SignInAsync(Order order, CancellationToken ct)
    {
        if (token is not null && clock.GetUtcNow() - signedInAt < Fresh) return null;
        var body = new JsonObject { ["identifier"] = settings.Credentials["identifier"], ["password"] = settings.Credentials["appPassword"] };
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf("com.atproto.server.createSession"));
        var exchange = await sender.SendAsync(request, RequestBody.Json(body.ToJsonString()), order, ct);
        if (exchange.Status != 200 || exchange.Json?.TextOf("accessJwt") is not { } access) return exchange;
        (token, signedInAt) = (access, clock.GetUtcNow());
        return null;
    }

    /// <summary>Forgets a session that the server no longer knows.</summary>
    public void ForgetSession() => token = null;

    /// <summary>Sends a procedure in the session's name.</summary>
    public async Task<Exchange> CallAsync(string method, RequestBody body, Order order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(method));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await sender.SendAsync(request, body, order, ct);
    }

    /// <summary>Reads; records are public, no session is needed.</summary>
    public async Task<Exchange> ReadAsync(string method, string query, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(method) + "?" + query);
        return await sender.ReadAsync(request, ct);
    }

    private string AddressOf(string method) => $"{settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/xrpc/{method}";
}
