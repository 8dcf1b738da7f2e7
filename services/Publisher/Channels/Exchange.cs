using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Akorda.Publisher.Channels;

/// <summary>What is known of one request: whether its body began to leave, and the network's complete answer or why there is none.</summary>
public sealed record Exchange
{
    private const int EvidenceLength = 2048;

    // What networks say about waiting, and what their support asks for.
    private static readonly string[] TellingHeaders =
    [
        "Content-Type", "Date", "Retry-After", "x-restli-id", "x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset",
        "x-app-limit-24hour-remaining", "x-app-limit-24hour-reset", "x-user-limit-24hour-remaining", "x-user-limit-24hour-reset",
        "X-App-Usage", "X-Business-Use-Case-Usage", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
        "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "x-fb-trace-id", "x-transaction-id",
    ];

    /// <summary>Method and path, without secrets.</summary>
    public required string Request { get; init; }
    /// <summary>Whether the first byte of the body may have left; of a read: whether it was tried.</summary>
    public required bool Started { get; init; }
    /// <summary>The answer's status; null when no complete answer came.</summary>
    public required int? Status { get; init; }
    /// <summary>The telling headers of the answer, in lower case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    /// <summary>The answer's body, without secrets.</summary>
    public required string Body { get; init; }
    /// <summary>Why there is no complete answer.</summary>
    public required string? Failure { get; init; }
    /// <summary>From the first step to the last.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What an attempt without a complete answer comes to; null when there is one to judge.</summary>
    public Answer? WithoutAnswer => Status is not null ? null : Started ? new Answer.Uncertain { Evidence = Evidence } : new Answer.NotDone(null) { Evidence = Evidence };

    /// <summary>The body as a JSON object; null when it is none, or not a whole one.</summary>
    public JsonElement? Json
    {
        get
        {
            if (Body.Length == 0) return null;
            try
            {
                var element = JsonElement.Parse(Body);
                return element.ValueKind == JsonValueKind.Object ? element : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The body as a JSON list; null when it is none, or not a whole one.</summary>
    public IReadOnlyList<JsonElement>? Items
    {
        get
        {
            try
            {
                return Body.StartsWith('[') ? [.. JsonElement.Parse(Body).EnumerateArray()] : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>What the ledger keeps as proof.</summary>
    public string Evidence
    {
        get
        {
            var text = new StringBuilder(Request)
                .Append(" → ").Append(Status?.ToString(CultureInfo.InvariantCulture) ?? Failure)
                .Append(Started ? "" : " (nothing was sent)")
                .Append(CultureInfo.InvariantCulture, $" in {Took.TotalMilliseconds:F0} ms");
            foreach (var (name, value) in Headers) text.Append('\n').Append(name).Append(": ").Append(value);
            if (Body.Length > 0) text.Append('\n').Append(Body.Length <= EvidenceLength ? Body : Body[..EvidenceLength] + " …");
            return text.ToString();
        }
    }

    /// <summary>A header that asks to wait so many seconds.</summary>
    public TimeSpan? RetryAfter => Headers.TryGetValue("retry-after", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        ? TimeSpan.FromSeconds(seconds)
        : null;

    internal static Dictionary<string, string> Telling(HttpHeaders headers, HttpContentHeaders content, Func<string, string> redact)
    {
        var kept = new Dictionary<string, string>();
        foreach (var name in TellingHeaders)
            if (headers.TryGetValues(name, out var values) || content.TryGetValues(name, out values))
#pragma warning disable CA1308 // The names of headers are written in lower case on the wire too, from HTTP/2 on.
                kept[name.ToLowerInvariant()] = redact(string.Join(", ", values));
#pragma warning restore CA1308
        return kept;
    }
}
