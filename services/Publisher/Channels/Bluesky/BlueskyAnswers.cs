using System.Globalization;

namespace Akorda.Publisher.Channels.Bluesky;

/// <summary>What a personal data server's answers prove.</summary>
internal static class BlueskyAnswers
{
    /// <summary>Judges a complete answer that is no success.</summary>
    public static Answer Judge(Exchange exchange, DateTimeOffset now)
    {
        var (error, message) = (exchange.Json?.TextOf("error") ?? "", exchange.Json?.TextOf("message") ?? "");
        return (exchange.Status, error) switch
        {
            (429, _) => new Answer.Throttled(WaitOf(exchange, now)) { Evidence = exchange.Evidence },
            // The session ended: it was not carried out, and the next one signs in anew.
            (400 or 401, "ExpiredToken" or "InvalidToken" or "AuthMissing") => new Answer.NotDone(TimeSpan.FromSeconds(1)) { Evidence = exchange.Evidence },
            (401 or 403, _) => new Answer.AccountBlocked($"Bluesky does not let the account in: {error} {message}".Trim()) { Evidence = exchange.Evidence },
            // Another record stands under this key: ours, of an attempt whose answer was lost, or nobody knows whose.
            (400, "InvalidSwap") => new Answer.Uncertain { Evidence = exchange.Evidence },
            (400 or 404 or 413, not "") => new Answer.Rejected($"{error}: {message}") { Evidence = exchange.Evidence },
            _ => new Answer.Uncertain { Evidence = exchange.Evidence },
        };
    }

    /// <summary>Whether the session must be opened anew.</summary>
    public static bool SessionEnded(Exchange exchange) => exchange.Status is 400 or 401 && exchange.Json?.TextOf("error") is "ExpiredToken" or "InvalidToken" or "AuthMissing";

    /// <summary>How long the server asks to wait: until a second that it names.</summary>
    public static TimeSpan? WaitOf(Exchange exchange, DateTimeOffset now) =>
        exchange.RetryAfter ?? (exchange.Headers.TryGetValue("ratelimit-reset", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? TimeSpan.FromSeconds(Math.Clamp(second - now.ToUnixTimeSeconds(), 1, 24 * 60 * 60))
            : null);
}
