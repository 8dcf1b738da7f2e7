using System.Text.Json;

namespace Akorda.Publisher.Channels.WebSub;

/// <summary>A hub that tells subscribers of a feed that it has changed (W3C WebSub). The call names the feed and nothing of the event, and may be repeated.</summary>
public sealed class WebSubChannel : IChannel, IDisposable
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    private readonly SingleShotSender sender;

    public WebSubChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        sender = new SingleShotSender(settings, [], clock);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    public PostText Compose(Order order) => new(null, null);

    /// <inheritdoc/>
    public Task<Preparation> PrepareAsync(Order order, CancellationToken ct) => Task.FromResult<Preparation>(new Preparation.Ready(Nothing));

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var topic = Settings.Credentials["topic"];
        using var request = new HttpRequestMessage(HttpMethod.Post, Settings.BaseUrl);
        // Hubs differ in which of the two they read.
        var form = RequestBody.Form([KeyValuePair.Create("hub.mode", "publish"), KeyValuePair.Create("hub.url", topic), KeyValuePair.Create("hub.topic", topic)]);
        var exchange = await sender.SendAsync(request, form, order, ct);
        return exchange.WithoutAnswer ?? Repeatable.Judge(exchange, order, topic);
    }

    /// <inheritdoc/>
    public Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct) => Repeatable.FindAsync();

    public void Dispose() => sender.Dispose();
}
