using System.Globalization;
using System.Text.Json;
using Akorda.Texts;

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
        if (exchange.Status != 200 || exchange.Json?.Member("meta") is not { } meta)
            return (false, null, XAnswers.WaitOf(exchange, clock.GetUtcNow()));
        return (true, Newest(new[] { known, meta.TextOf("newest_id") }.OfType<string>()), null);
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
            if (exchange.Status != 200 || exchange.Json is not { } json || json.Member("meta") is not { } meta)
                return new Finding.Unreadable(XAnswers.WaitOf(exchange, clock.GetUtcNow())) { Evidence = evidence };
            if (json.ListOf("data").FirstOrDefault(post => LinksTo(post, page)).TextOf("id") is { } found)
                return new Finding.Present(found, null) { Evidence = evidence };
            token = meta.TextOf("next_token");
            if (token is null) return new Finding.Absent { Evidence = evidence };
        }
        return new Finding.Unknowable("Too many posts came since; look at the account.") { Evidence = evidence };
    }

    /// <summary>The greatest: ids of X grow with time.</summary>
    public static string? Newest(IEnumerable<string> posts) => posts.MaxBy(post => ulong.TryParse(post, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

    private string PathOf(string? after, int most, string? token) =>
        $"/2/users/{userId}/tweets?max_results={most}&tweet.fields=created_at,entities"
        + (after is null ? "" : "&since_id=" + after) + (token is null ? "" : "&pagination_token=" + Uri.EscapeDataString(token));

    private static bool LinksTo(JsonElement post, Uri page) =>
        post.Member("entities") is { } entities && entities.ListOf("urls").Any(url => url.TextOf("expanded_url") == page.AbsoluteUri || url.TextOf("unwound_url") == page.AbsoluteUri)
        || Links.In(post.TextOf("text") ?? "").Contains(page.AbsoluteUri);
}
