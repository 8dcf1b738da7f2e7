using System.Globalization;

namespace Akorda.Publisher.Channels.X;

/// <summary>What X's answers prove.</summary>
internal static class XAnswers
{
    /// <summary>Judges a complete answer to a request that changes something; the caller has looked for success first.</summary>
    public static Answer Judge(Exchange exchange, DateTimeOffset now)
    {
        var detail = DetailOf(exchange);
        bool Says(string words) => detail.Contains(words, StringComparison.OrdinalIgnoreCase);
        return exchange.Status switch
        {
            429 when Says("usage-capped") || Says("UsageCapExceeded") => new Answer.AccountBlocked("The account's quota at X is used up: " + detail) { Evidence = exchange.Evidence },
            429 => new Answer.Throttled(WaitOf(exchange, now)) { Evidence = exchange.Evidence },
            401 => new Answer.AccountBlocked("X does not accept the account's tokens (or this machine's clock is wrong): " + detail) { Evidence = exchange.Evidence },
            402 => new Answer.AccountBlocked("The account has no credits left at X: " + detail) { Evidence = exchange.Evidence },
            // Refused as a duplicate: proof that the same words are there already, perhaps from our own attempt.
            403 when Says("duplicate content") => new Answer.Uncertain { Evidence = exchange.Evidence },
            403 when Says("suspended") || Says("locked") => new Answer.AccountBlocked("X has locked the account: " + detail) { Evidence = exchange.Evidence },
            400 or 403 or 404 or 413 or 422 when exchange.Json is not null => new Answer.Rejected(detail) { Evidence = exchange.Evidence },
            _ => new Answer.Uncertain { Evidence = exchange.Evidence },
        };
    }

    /// <summary>How long X asks to wait, from its headers.</summary>
    public static TimeSpan? WaitOf(Exchange exchange, DateTimeOffset now)
    {
        foreach (var name in (string[])["x-user-limit-24hour", "x-app-limit-24hour"])
            if (exchange.Headers.GetValueOrDefault(name + "-remaining") == "0" && Until(exchange, name + "-reset", now) is { } day) return day;
        return exchange.RetryAfter ?? Until(exchange, "x-rate-limit-reset", now);
    }

    private static TimeSpan? Until(Exchange exchange, string header, DateTimeOffset now) =>
        exchange.Headers.TryGetValue(header, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
            ? TimeSpan.FromSeconds(Math.Max(1, seconds - now.ToUnixTimeSeconds()))
            : null;

    // "detail" and "type" of the problem document; older answers have a list of errors.
    private static string DetailOf(Exchange exchange)
    {
        if (exchange.Json is not { } json) return "";
        return string.Join(' ', new[] { json.TextOf("title"), json.TextOf("detail"), json.TextOf("type"), json.Member("errors")?.GetRawText() }.Where(part => part is not null and not "about:blank"));
    }
}
