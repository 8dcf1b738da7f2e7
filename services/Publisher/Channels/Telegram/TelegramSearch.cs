using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Akorda.Publisher.Channels.Telegram;

/// <summary>Looks for a message by forwarding possible ids into a private audit chat: what exists can be forwarded, and its copy tells what it says. The copies are deleted afterwards.</summary>
internal sealed class TelegramSearch(TelegramApi api, string channel, string auditChat)
{
    // Ids grow by one for each message; deleted ones leave gaps, and a gap must not look like the end.
    private const int MissesToTheEnd = 20;
    private const int MostProbes = 400;
    private const long HighestId = 1L << 31;

    // Telegram limits how fast one may forward: a search that is broken off goes on from here.
    private long seen;

    /// <summary>Looks for a message with the order's page link after a known id.</summary>
    public async Task<Finding> FindAsync(Order order, long after, Uri baseUrl, CancellationToken ct)
    {
        var evidence = new StringBuilder();
        var (misses, unread) = (0, 0);
        for (var id = after + 1; misses < MissesToTheEnd; id++)
        {
            if (id - after > MostProbes)
                return new Finding.Unknowable("Too many messages came since; look at the channel.") { Evidence = $"Read {MostProbes} messages after {after}." };
            var probe = await ProbeAsync(id, order, ct);
            evidence.Append(CultureInfo.InvariantCulture, $"{id}: {probe.Kind} ");
            if (probe.Kind == ProbeKind.Unreadable) return new Finding.Unreadable(probe.After) { Evidence = $"{evidence}\n{probe.Evidence}" };
            if (probe.Message is { } message && Links(message).Contains(order.Page.AbsoluteUri))
                return new Finding.Present(id.ToString(CultureInfo.InvariantCulture), UrlOf(message, baseUrl, id)) { Evidence = $"{evidence}\n{probe.Evidence}" };
            misses = probe.Kind == ProbeKind.Missing ? misses + 1 : 0;
            if (probe.Kind == ProbeKind.Exists && probe.Message is null) unread++;
        }
        // What cannot be forwarded (a channel with protected content, a service message) might be the post.
        if (unread > 0) return new Finding.Unknowable("Messages came that Telegram does not let forward; look at the channel.") { Evidence = evidence.ToString() };
        return new Finding.Absent { Evidence = $"Forwarded into the audit chat after {after}: {evidence}" };
    }

    /// <summary>The newest message id, for a channel that the ledger has never posted to; 0 for an empty one, null when it cannot be read.</summary>
    public async Task<long?> NewestAsync(Order order, CancellationToken ct)
    {
        // From a wide step to a narrow one: the greatest id near which anything exists.
        long step = 1;
        for (; seen + step < HighestId; step *= 2)
        {
            if (await AnyNearAsync(seen + step, order, ct) is not { } found) return null;
            if (found == 0) break;
            seen = found;
        }
        for (step /= 2; step >= 1; step /= 2)
        {
            if (await AnyNearAsync(seen + step, order, ct) is not { } found) return null;
            if (found > seen) seen = found;
        }
        return seen;
    }

    // 0: nothing there.
    private async Task<long?> AnyNearAsync(long from, Order order, CancellationToken ct)
    {
        for (var id = from; id < from + MissesToTheEnd; id++)
        {
            var probe = await ProbeAsync(id, order, ct);
            if (probe.Kind == ProbeKind.Unreadable) return null;
            if (probe.Kind == ProbeKind.Exists) return id;
        }
        return 0;
    }

    private async Task<Probe> ProbeAsync(long id, Order order, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var exchange = await api.CallAsync("forwardMessage", RequestBody.Json(new JsonObject
        {
            ["chat_id"] = auditChat,
            ["from_chat_id"] = channel,
            ["message_id"] = id,
            ["disable_notification"] = true,
        }.ToJsonString()), order, ct);
        if (exchange.Json is not { } json) return new Probe(ProbeKind.Unreadable, null, null, exchange.Evidence);
        if (exchange.Status == 200 && json.Member("result") is { } message && message.NumberOf("message_id") is { } copy)
        {
            // Best effort: a copy left behind in a private chat does no harm.
            await api.CallAsync("deleteMessage", RequestBody.Json(new JsonObject { ["chat_id"] = auditChat, ["message_id"] = copy }.ToJsonString()), order, ct);
            return new Probe(ProbeKind.Exists, message, null, exchange.Evidence);
        }
        var description = json.TextOf("description") ?? "";
        if (exchange.Status == 400 && description.Contains("message to forward not found", StringComparison.OrdinalIgnoreCase)) return new Probe(ProbeKind.Missing, null, null, "");
        if (exchange.Status == 400 && description.Contains("can't be forwarded", StringComparison.OrdinalIgnoreCase)) return new Probe(ProbeKind.Exists, null, null, exchange.Evidence);
        return new Probe(ProbeKind.Unreadable, null, TelegramAnswers.WaitOf(json), exchange.Evidence);
    }

    private static IEnumerable<string> Links(JsonElement message)
    {
        // With photographs the words are a caption.
        var text = message.TextOf("text") ?? message.TextOf("caption") ?? "";
        foreach (var entity in message.ListOf("entities").Concat(message.ListOf("caption_entities")))
        {
            var type = entity.TextOf("type");
            if (type == "text_link" && entity.TextOf("url") is { } hidden) yield return hidden;
            if (type == "url" && entity.NumberOf("offset") is >= 0 and var offset && entity.NumberOf("length") is >= 0 and var length && offset + length <= text.Length)
                yield return text.Substring((int)offset, (int)length);
        }
    }

    private static string? UrlOf(JsonElement message, Uri baseUrl, long id) =>
        message.Member("forward_origin")?.Member("chat") is { } chat ? TelegramAnswers.UrlOf(baseUrl, chat, id) : null;

    private enum ProbeKind
    {
        Exists,
        Missing,
        Unreadable,
    }

    private sealed record Probe(ProbeKind Kind, JsonElement? Message, TimeSpan? After, string Evidence);
}
