using System.Globalization;

namespace Akorda.Publisher.Channels.Mastodon;

/// <summary>What Mastodon's answers prove.</summary>
internal static class MastodonAnswers
{
    /// <summary>Judges a complete answer that is no success.</summary>
    public static Answer Judge(Exchange exchange, DateTimeOffset now)
    {
        var error = exchange.Json?.TextOf("error") ?? "";
        return exchange.Status switch
        {
            429 => new Answer.Throttled(WaitOf(exchange, now)) { Evidence = exchange.Evidence },
            401 => new Answer.AccountBlocked("Mastodon does not accept the token: " + error) { Evidence = exchange.Evidence },
            403 => new Answer.AccountBlocked("The account may not post: " + error) { Evidence = exchange.Evidence },
            400 or 404 or 413 or 422 when exchange.Json is not null => new Answer.Rejected(error) { Evidence = exchange.Evidence },
            // A replayed key is answered by 500 in some versions (mastodon/mastodon#40399): that proves neither.
            _ => new Answer.Uncertain { Evidence = exchange.Evidence },
        };
    }

    /// <summary>How long the server asks to wait: until a time that it names.</summary>
    public static TimeSpan? WaitOf(Exchange exchange, DateTimeOffset now) =>
        exchange.RetryAfter ?? (exchange.Headers.TryGetValue("x-ratelimit-reset", out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset)
            ? TimeSpan.FromSeconds(Math.Clamp((reset - now).TotalSeconds, 1, 3600))
            : null);
}
