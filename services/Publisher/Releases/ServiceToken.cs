using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Akorda.Publisher.Releases;

/// <summary>The Publisher's own access token (client credentials), fetched anew before it ends.</summary>
public sealed class ServiceToken(SiteIntake http, PublisherSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private string? token;
    private DateTimeOffset validUntil;

    /// <summary>A token that is good for a minute at least. Two callers at once may both fetch one, which harms nothing.</summary>
    public async Task<string> GetAsync(CancellationToken ct)
    {
        if (token is { } known && clock.GetUtcNow() < validUntil - Margin) return known;
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", PublisherModule.Key), new("client_secret", settings.ClientSecret ?? ""), new("scope", "newsroom"),
        ]);
        var endpoint = settings.TokenEndpoint ?? await DiscoverAsync(ct);
        using var answer = await http.Client.PostAsync(endpoint, form, ct);
        answer.EnsureSuccessStatusCode();
        var granted = await answer.Content.ReadFromJsonAsync<Granted>(ct) ?? throw new HttpRequestException("The token endpoint answered null.");
        (token, validUntil) = (granted.AccessToken, clock.GetUtcNow().AddSeconds(granted.ExpiresIn));
        return granted.AccessToken;
    }

    private async Task<Uri> DiscoverAsync(CancellationToken ct) =>
        (await http.Client.GetFromJsonAsync<Metadata>(settings.Metadata, ct))?.TokenEndpoint ?? throw new HttpRequestException("The authority names no token endpoint.");

    private sealed record Metadata([property: JsonPropertyName("token_endpoint")] Uri? TokenEndpoint);

    private sealed record Granted(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
