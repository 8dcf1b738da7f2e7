using System.Text.Json;

namespace Akorda.Publisher.Channels.Vk;

/// <summary>What VK's answers prove (dev.vk.com, errors). They come with the status 200.</summary>
internal static class VkAnswers
{
    /// <summary>The answer's <c>response</c>; null when it is an error or no answer.</summary>
    public static JsonElement? Response(this Exchange exchange) => exchange.Status == 200 ? exchange.Json?.Member("response") : null;

    /// <summary>Judges a complete answer that holds no response.</summary>
    public static Answer Judge(Exchange exchange)
    {
        if (exchange.Status == 429) return new Answer.Throttled(exchange.RetryAfter) { Evidence = exchange.Evidence };
        if (exchange.Status != 200 || exchange.Json?.Member("error") is not { } error) return new Answer.Uncertain { Evidence = exchange.Evidence };
        var message = error.TextOf("error_msg") ?? "";
        return error.NumberOf("error_code") switch
        {
            6 or 9 or 29 or 103 => new Answer.Throttled(null) { Evidence = exchange.Evidence },
            5 or 17 or 27 or 28 => new Answer.AccountBlocked("VK does not accept the token: " + message) { Evidence = exchange.Evidence },
            14 or 24 => new Answer.AccountBlocked("VK asks for a person: " + message) { Evidence = exchange.Evidence },
            // "Unknown", "internal", "could not be carried out", "is being carried out".
            1 or 10 or 13 or 36 => new Answer.Uncertain { Evidence = exchange.Evidence },
            null => new Answer.Uncertain { Evidence = exchange.Evidence },
            _ => new Answer.Rejected(message) { Evidence = exchange.Evidence },
        };
    }
}
