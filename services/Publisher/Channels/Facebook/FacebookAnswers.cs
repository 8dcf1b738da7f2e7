using System.Text.Json;

namespace Akorda.Publisher.Channels.Facebook;

/// <summary>What the Graph API's answers prove.</summary>
internal static class FacebookAnswers
{
    private const int StopAtPercent = 95;
    private static readonly string[] Shares = ["call_count", "total_cputime", "total_time"];

    /// <summary>Judges a complete answer that is not a success.</summary>
    public static Answer Judge(Exchange exchange)
    {
        if (exchange.Json?.Member("error") is not { } error)
            return exchange.Status == 429 ? new Answer.Throttled(exchange.RetryAfter) { Evidence = exchange.Evidence } : new Answer.Uncertain { Evidence = exchange.Evidence };
        var message = error.TextOf("message") ?? "";
        return (error.NumberOf("code"), error.NumberOf("error_subcode")) switch
        {
            (_, 1390008) => new Answer.Throttled(WaitOf(exchange)) { Evidence = exchange.Evidence },
            (_, 1404078) => new Answer.AccountBlocked("Facebook asks for the page's publishing authorization: " + message) { Evidence = exchange.Evidence },
            (4 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014), _) => new Answer.Throttled(WaitOf(exchange)) { Evidence = exchange.Evidence },
            // "Unknown" and "service unavailable": Facebook itself does not say whether it was done.
            (1 or 2, _) => new Answer.Uncertain { Evidence = exchange.Evidence },
            (190 or 102 or 459, _) => new Answer.AccountBlocked("Facebook does not accept the page's token: " + message) { Evidence = exchange.Evidence },
            (10 or (>= 200 and <= 299), _) => new Answer.AccountBlocked("The token lacks a permission: " + message) { Evidence = exchange.Evidence },
            (368, _) => new Answer.AccountBlocked("Facebook blocks the page for policy: " + message) { Evidence = exchange.Evidence },
            (506, _) or (_, 1366051) => new Answer.Uncertain { Evidence = exchange.Evidence },
            (1609005, _) => new Answer.NotDone(null) { Evidence = exchange.Evidence },   // it could not read the linked page
            _ when error.Says("is_transient") || exchange.Status >= 500 || exchange.Status == 408 => new Answer.Uncertain { Evidence = exchange.Evidence },
            _ => new Answer.Rejected(message) { Evidence = exchange.Evidence },
        };
    }

    /// <summary>Whether the answer refuses a text as posted already.</summary>
    public static bool IsDuplicate(Exchange exchange) =>
        exchange.Json?.Member("error") is { } error && (error.NumberOf("code") == 506 || error.NumberOf("error_subcode") == 1366051);

    /// <summary>Whether the object that was asked for does not exist (any more).</summary>
    public static bool IsGone(Exchange exchange) =>
        exchange.Json?.Member("error") is { } error && error.NumberOf("code") == 100 && error.NumberOf("error_subcode") == 33;

    /// <summary>How long the account should rest, by the usage that every answer reports; null while there is room.</summary>
    public static TimeSpan? RestOf(Exchange exchange)
    {
        var highest = Usages(exchange).SelectMany(usage => Shares.Select(name => usage.NumberOf(name) ?? 0)).DefaultIfEmpty(0).Max();
        return highest >= StopAtPercent ? WaitOf(exchange) ?? TimeSpan.FromMinutes(5) : null;
    }

    private static TimeSpan? WaitOf(Exchange exchange)
    {
        var minutes = Usages(exchange).Select(usage => usage.NumberOf("estimated_time_to_regain_access") ?? 0).DefaultIfEmpty(0).Max();
        return minutes > 0 ? TimeSpan.FromMinutes(minutes) : exchange.RetryAfter;
    }

    private static IEnumerable<JsonElement> Usages(Exchange exchange)
    {
        if (ObjectIn(exchange, "x-app-usage") is { } app) yield return app;
        if (ObjectIn(exchange, "x-business-use-case-usage") is not { } business) yield break;
        foreach (var uses in business.EnumerateObject().Where(page => page.Value.ValueKind == JsonValueKind.Array))
            foreach (var use in uses.Value.EnumerateArray())
                yield return use;
    }

    private static JsonElement? ObjectIn(Exchange exchange, string header)
    {
        if (!exchange.Headers.TryGetValue(header, out var text)) return null;
        try
        {
            var usage = JsonElement.Parse(text);
            return usage.ValueKind == JsonValueKind.Object ? usage : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
