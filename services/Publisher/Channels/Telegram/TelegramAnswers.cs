using System.Globalization;
using System.Text.Json;

namespace Akorda.Publisher.Channels.Telegram;

/// <summary>What the Bot API's answers prove (tdlib/telegram-bot-api names them).</summary>
internal static class TelegramAnswers
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    private static readonly string[] AccountFaults =
        ["chat not found", "need administrator rights", "not enough rights", "have no rights", "CHAT_WRITE_FORBIDDEN", "group chat was upgraded", "CHAT_ADMIN_REQUIRED"];

    /// <summary>Judges a complete answer.</summary>
    /// <param name="photographs">How many a first post has.</param>
    public static Answer Judge(Exchange exchange, Order order, int photographs, Uri baseUrl)
    {
        if (exchange.Json is not { } json || json.Member("ok") is null)
            return new Answer.Uncertain { Evidence = exchange.Evidence };   // half an answer, or a proxy's
        if (json.Says("ok")) return Accepted(exchange, order, json, photographs, baseUrl);

        var description = json.TextOf("description") ?? "";
        return exchange.Status switch
        {
            429 => Throttled(exchange, json),
            401 => new Answer.AccountBlocked("Telegram does not know the bot's token.") { Evidence = exchange.Evidence },
            403 => new Answer.AccountBlocked("The bot may not post to the channel: " + description) { Evidence = exchange.Evidence },
            404 => new Answer.AccountBlocked("Telegram does not know the bot's token or the method.") { Evidence = exchange.Evidence },
            400 => BadRequest(exchange, order, description, baseUrl),
            408 or >= 500 => new Answer.Uncertain { Evidence = exchange.Evidence },
            _ => new Answer.Rejected(description) { Evidence = exchange.Evidence },
        };
    }

    /// <summary>How long Telegram asks to wait.</summary>
    public static TimeSpan? WaitOf(JsonElement json) => json.Member("parameters")?.NumberOf("retry_after") is > 0 and < 1_000_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Where readers find a message.</summary>
    public static string? UrlOf(Uri baseUrl, JsonElement chat, long message)
    {
        if (chat.TextOf("username") is not { } name) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{baseUrl.ReadersAt("https://t.me")}/{name}/{message}");
    }

    private static Answer Accepted(Exchange exchange, Order order, JsonElement json, int photographs, Uri baseUrl)
    {
        if (order.Action == "withdraw") return new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence };
        // An album comes as a list, its first message with the words.
        var message = json.ListOf("result").Append(json.Member("result") ?? default).First();
        return message.NumberOf("message_id") is { } number && message.Member("chat") is { } chat
            ? new Answer.Done(order.RemoteId ?? Messages.From(number, photographs).ToString(), UrlOf(baseUrl, chat, number)) { Evidence = exchange.Evidence }
            : new Answer.Uncertain { Evidence = exchange.Evidence };
    }

    private static Answer BadRequest(Exchange exchange, Order order, string description, Uri baseUrl)
    {
        bool Says(string words) => description.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (order.Action == "correct" && Says("message is not modified")) return new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence };
        if (order.Action == "withdraw" && Says("message to delete not found")) return new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence };
        return AccountFaults.Any(Says)
            ? new Answer.AccountBlocked("The bot may not post to the channel: " + description) { Evidence = exchange.Evidence }
            : new Answer.Rejected(description) { Evidence = exchange.Evidence };
    }

    // "Retry after 5" after a long wait is how the Bot API server tells of a query that Telegram had accepted already.
    private static Answer Throttled(Exchange exchange, JsonElement json)
    {
        var wait = WaitOf(json) ?? exchange.RetryAfter;
        return wait == FiveSeconds && exchange.Took >= LongWait
            ? new Answer.Uncertain { Evidence = exchange.Evidence }
            : new Answer.Throttled(wait) { Evidence = exchange.Evidence };
    }
}
