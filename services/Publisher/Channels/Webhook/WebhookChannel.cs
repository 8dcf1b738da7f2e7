using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Webhook;

/// <summary>A receiver that is told of every release by a signed call (Standard Webhooks, standardwebhooks.com). At least once by contract: the call carries the delivery's id, and the receiver takes the same id once.</summary>
public sealed class WebhookChannel : IChannel, IDisposable
{
    private static readonly Dictionary<string, string> Types = new() { ["publish"] = "event.published", ["correct"] = "event.corrected", ["withdraw"] = "event.withdrawn" };

    private readonly SingleShotSender sender;
    private readonly TimeProvider clock;

    public WebhookChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, [settings.Credentials["secret"]], clock);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.None) with { Longest = null };

    /// <inheritdoc/>
    public Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var document = order.Document;
        var data = new JsonObject
        {
            ["eventId"] = document.EventId, ["number"] = document.Number, ["language"] = document.Language, ["url"] = order.Page.AbsoluteUri,
        };
        if (order.Action != "withdraw")
        {
            (data["title"], data["lead"], data["text"]) = (document.Title, document.Lead, Compose(order).Text);
            (data["section"], data["rubric"], data["occurredOn"]) = (document.Section, document.Rubric, document.OccurredOn.ToString("O", CultureInfo.InvariantCulture));
            data["media"] = new JsonArray([.. document.Media.Select(medium => new JsonObject { ["id"] = medium.Id, ["alt"] = medium.Alt, ["credit"] = medium.Credit })]);
        }
        var message = new JsonObject { ["type"] = Types[order.Action], ["timestamp"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), ["data"] = data };
        return Task.FromResult<Preparation>(new Preparation.Ready(JsonSerializer.SerializeToElement(new Frozen(message.ToJsonString()))));
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var body = prepared.Deserialize<Frozen>()?.Request ?? throw new InvalidDataException("A prepared delivery holds no request.");
        using var request = new HttpRequestMessage(HttpMethod.Post, Settings.BaseUrl);
        var (id, timestamp) = (order.DeliveryId.ToString(), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', Settings.Credentials["secret"].Split(',').Select(secret => Sign(secret, id, timestamp, body))));
        var exchange = await sender.SendAsync(request, RequestBody.Json(body), order, ct);
        return exchange.WithoutAnswer ?? Repeatable.Judge(exchange, order, id);
    }

    /// <inheritdoc/>
    public Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct) => Repeatable.FindAsync();

    public void Dispose() => sender.Dispose();

    /// <summary>One signature. While a secret is changed there are two, the receiver needs one of them.</summary>
    /// <param name="secret"><c>whsec_</c> and the key in base64.</param>
    public static string Sign(string secret, string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret["whsec_".Length..] : secret);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
    }

    private sealed record Frozen(string Request);
}
