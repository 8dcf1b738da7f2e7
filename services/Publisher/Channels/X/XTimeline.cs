using System.Text.Json;

namespace Akorda.Publisher.Channels.X;

/// <summary>Reads back what the account posted. Links come shortened in the text; their whole addresses stand beside it.</summary>
internal sealed class XTimeline(XApi api, string userId, TimeProvider clock)
{
    private const int MostPages = 5;

    /// <summary>The account's newest post; never older than what is known already, since a listing may lag behind.</summary>
    public async Task<(bool Read, string? Id, TimeSpan? After)> NewestAsync(string? known, CancellationToken ct)
    {
        // Reading costs by the post: after a known one there is little.
        var exchange = await api.ReadAsync(PathOf(known, 5, null), ct);
        if (exchange.Status != 200 || exchange.Json is not { } json || !json.TryGetProperty("meta", out var meta))
            return (false, null, XAnswers.WaitOf(exchange, clock.GetUtcNow()));
        var listed = meta.TryGetProperty("newest_id", out var id) ? id.GetString() : null;
        return (true, PostIds.Newest(new[] { known, listed }.OfType<string>()), null);
    }

    /// <summary>Looks for a post with this page's link after a known one.</summary>
    public async Task<Finding> FindAsync(Uri page, string? after, CancellationToken ct)
    {
        string? token = null;
        var evidence = "";
        for (var number = 0; number < MostPages; number++)
        {
            var exchange = await api.ReadAsync(PathOf(after, 100, token), ct);
            evidence = $"{evidence}\n{exchange.Evidence}".Trim();
            if (exchange.Status != 200 || exchange.Json is not { } json || !json.TryGetProperty("meta", out var meta))
                return new Finding.Unreadable(XAnswers.WaitOf(exchange, clock.GetUtcNow())) { Evidence = evidence };
            if (json.TryGetProperty("data", out var posts) && posts.EnumerateArray().FirstOrDefault(post => LinksTo(post, page)) is { ValueKind: JsonValueKind.Object } found)
                return new Finding.Present(found.GetProperty("id").GetString(), null) { Evidence = evidence };
            token = meta.TryGetProperty("next_token", out var next) ? next.GetString() : null;
            if (token is null) return new Finding.Absent { Evidence = evidence };
        }
        return new Finding.Unknowable("Too many posts came since; look at the account.") { Evidence = evidence };
    }

    private string PathOf(string? after, int most, string? token) =>
        $"/2/users/{userId}/tweets?max_results={most}&tweet.fields=created_at,entities"
        + (after is null ? "" : "&since_id=" + after) + (token is null ? "" : "&pagination_token=" + Uri.EscapeDataString(token));

    private static bool LinksTo(JsonElement post, Uri page) =>
        post.TryGetProperty("entities", out var entities) && entities.TryGetProperty("urls", out var urls)
        && urls.EnumerateArray().Any(url => Is(url, "expanded_url", page) || Is(url, "unwound_url", page))
        || post.TryGetProperty("text", out var text) && Links.In(text.GetString() ?? "").Contains(page.AbsoluteUri);

    private static bool Is(JsonElement url, string member, Uri page) => url.TryGetProperty(member, out var address) && address.GetString() == page.AbsoluteUri;
}
