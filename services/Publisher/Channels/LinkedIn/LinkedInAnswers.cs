namespace Akorda.Publisher.Channels.LinkedIn;

/// <summary>What LinkedIn's answers prove.</summary>
internal static class LinkedInAnswers
{
    /// <summary>Judges a complete answer that is no success.</summary>
    public static Answer Judge(Exchange exchange)
    {
        var message = exchange.Json?.TextOf("message") ?? "";
        return exchange.Status switch
        {
            429 => new Answer.Throttled(exchange.RetryAfter) { Evidence = exchange.Evidence },
            401 => new Answer.AccountBlocked("LinkedIn does not accept the token: " + message) { Evidence = exchange.Evidence },
            403 => new Answer.AccountBlocked("The token lacks a permission: " + message) { Evidence = exchange.Evidence },
            410 or 426 => new Answer.AccountBlocked("LinkedIn has ended this version of its API: " + message) { Evidence = exchange.Evidence },
            // The post that it names may be ours, or a ghost that nobody sees (ComposioHQ/composio#2710): only the list tells.
            422 when IsDuplicate(exchange) => new Answer.Uncertain { Evidence = exchange.Evidence },
            400 or 404 or 413 or 422 when exchange.Json is not null => new Answer.Rejected(message) { Evidence = exchange.Evidence },
            _ => new Answer.Uncertain { Evidence = exchange.Evidence },
        };
    }

    private static bool IsDuplicate(Exchange exchange) =>
        exchange.Json?.Member("errorDetails")?.ListOf("inputErrors").Any(error => error.TextOf("code") == "DUPLICATE_POST") == true
        || exchange.Json?.TextOf("message")?.Contains("duplicate", StringComparison.OrdinalIgnoreCase) == true;
}
