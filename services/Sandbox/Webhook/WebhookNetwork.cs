using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Webhook;

/// <summary>Somebody's receiver of webhooks, as Standard Webhooks asks of one: it checks signature and age, and takes the same id once.</summary>
public sealed partial class WebhookNetwork(Journal journal) : INetwork
{
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(5);

    public string Name => "webhook";

    public string OperationOf(Call call) => call.Method == "POST" && Path().IsMatch(call.Path) ? "call" : "unknown";

    public string LanguageOf(Call call) => Path().Match(call.Path).Groups["language"].Value;

    public Reply Throttle(int? retryAfter) => new(429, null) { Headers = retryAfter is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } : [] };

    public Reply Fail() => new(500, null);

    public Reply Answer(Call call)
    {
        if (OperationOf(call) != "call") return new Reply(404, null);
        var (language, id) = (LanguageOf(call), call.Headers.GetValueOrDefault("webhook-id") ?? "");
        if (!IsSigned(call, language, id)) return new Reply(401, null);
        if (call.Parameters() is not { } message || message["data"] is not JsonObject data || data["eventId"]?.ToString() is not { } eventId) return new Reply(400, null);
        if (journal.Find(Name, language + "/calls", id) is not null) return new Reply(204, null);
        var standing = journal.Find(Name, language, eventId);
        var post = (standing ?? new Post { Network = Name, Account = language, Language = language, Id = eventId, Text = "", Links = [], Public = true, CreatedAt = call.At }) with
        {
            Text = data["text"]?.ToString() ?? standing?.Text ?? "",
            Links = data["url"]?.ToString() is { } url ? [url] : [],
        };
        journal.Keep("uploaded", post with { Account = language + "/calls", Id = id, Public = false });
        if (message["type"]?.ToString() == "event.withdrawn") journal.Keep("deleted", post with { DeletedAt = call.At });
        else if (standing is null) journal.Keep("posted", post);
        else journal.Keep("edited", post with { EditedAt = call.At });
        return new Reply(200, new JsonObject { ["received"] = true });
    }

    private static bool IsSigned(Call call, string language, string id)
    {
        var timestamp = call.Headers.GetValueOrDefault("webhook-timestamp") ?? "";
        if (id.Length == 0 || !long.TryParse(timestamp, CultureInfo.InvariantCulture, out var second) || (call.At - DateTimeOffset.FromUnixTimeSeconds(second)).Duration() > Oldest) return false;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("sandbox-webhook-" + language), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. call.Bytes]);
        return (call.Headers.GetValueOrDefault("webhook-signature") ?? "").Split(' ').Contains("v1," + Convert.ToBase64String(expected));
    }

    [GeneratedRegex("^/(?<language>[a-z]{2})$")]
    private static partial Regex Path();
}
