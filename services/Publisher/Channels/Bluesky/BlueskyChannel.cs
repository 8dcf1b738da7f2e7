using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Bluesky;

/// <summary>
/// An account on a personal data server of the AT protocol. The one network that is idempotent for ever: a record is put under a key that its delivery decides, so the same again is
/// the same record. A correction refers to the earlier post, because readers' apps go on showing a record as they first saw it.
/// </summary>
public sealed class BlueskyChannel : IChannel, IDisposable
{
    private const string Posts = "app.bsky.feed.post";

    // What no record names is dropped after a while.
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromHours(1);

    private readonly SingleShotSender sender;
    private readonly BlueskyApi api;
    private readonly TimeProvider clock;

    public BlueskyChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, [settings.Credentials["appPassword"]], clock);
        api = new BlueskyApi(settings, sender, clock);
    }

    public ChannelSettings Settings { get; }

    private string Did => Settings.Credentials["did"];

    /// <inheritdoc/>
    public PostText Compose(Order order) => order.Action == "correct"
        ? PostWords.ComposeCorrection(order, Settings.Id, PostLimit.Bluesky)
        : PostWords.Compose(order, Settings.Id, PostLimit.Bluesky).With(order.Document.Media, PictureLimit.Bluesky);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        var standing = PostIds.Read(order.RemoteId);
        if (order.Action != "publish" && standing.Count == 0) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        if (order.Action == "withdraw") return Ready("", []);
        var (embed, instead) = order.Action == "correct" ? await QuotationAsync(standing[^1], ct) : await UnderTheWordsAsync(order, ct);
        if (embed is null) return instead!;   // one of the two is there
        var key = BlueskyRecord.KeyOf(order.DeliveryId);
        var record = BlueskyRecord.Of(words.Text ?? "", order.Document.Language, clock.GetUtcNow(), embed);
        return Ready(key, new JsonObject { ["repo"] = Did, ["collection"] = Posts, ["rkey"] = key, ["swapRecord"] = null, ["record"] = record });
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (await api.SignInAsync(order, ct) is { } refused) return NotSignedIn(refused);
        if (order.Action == "withdraw") return await DeleteAsync(order, ct);
        var frozen = Read(prepared);
        var exchange = await api.CallAsync("com.atproto.repo.putRecord", RequestBody.Json(frozen.Request), order, ct);
        if (exchange.WithoutAnswer is { } none) return none;
        if (exchange.Status == 200) return new Answer.Done(PostIds.Write([.. PostIds.Read(order.RemoteId), frozen.Key]), UrlOf(frozen.Key)) { Evidence = exchange.Evidence };
        return Judge(exchange);
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (order.Action == "withdraw") return new Finding.Absent { Evidence = "Not read: a deletion may be repeated." };
        var frozen = Read(prepared);
        var exchange = await RecordAsync(frozen.Key, ct);
        if (exchange.Status == 200 && exchange.Json?.Member("value") is not null)
            return new Finding.Present(PostIds.Write([.. PostIds.Read(order.RemoteId), frozen.Key]), UrlOf(frozen.Key)) { Evidence = exchange.Evidence };
        return IsNotThere(exchange)
            ? new Finding.Absent { Evidence = exchange.Evidence }
            : new Finding.Unreadable(BlueskyAnswers.WaitOf(exchange, clock.GetUtcNow())) { Evidence = exchange.Evidence };
    }

    public void Dispose() => sender.Dispose();

    private async Task<(JsonObject? Embed, Preparation? Instead)> UnderTheWordsAsync(Order order, CancellationToken ct)
    {
        var photographs = await order.PhotographsAsync(PictureLimit.Bluesky, ct);
        if (photographs.Count == 0) return (BlueskyRecord.Card(order.Document, order.Page), null);
        if (await api.SignInAsync(order, ct) is { } refused) return (null, StagePhotographs.Staged.Not(refused, NotSignedIn(refused)).Instead);
        var (blobs, instead) = await StagePhotographs.HandleAsync(order, PictureLimit.Bluesky, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
        return instead is not null ? (null, instead) : (BlueskyRecord.Images(photographs.Zip(blobs, (photograph, blob) => (photograph, JsonNode.Parse(blob)!))), null);   // what was kept is JSON
    }

    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var exchange = await api.CallAsync("com.atproto.repo.uploadBlob", new RequestBody(photograph.Bytes, FittedPhotograph.MediaType), order, ct);
        return exchange.Status == 200 && exchange.Json?.Member("blob") is { } blob
            ? StagePhotographs.Staged.As(blob.GetRawText())
            : StagePhotographs.Staged.Not(exchange, exchange.Status is null or 200 ? null : Judge(exchange));
    }

    private async Task<(JsonObject? Embed, Preparation? Instead)> QuotationAsync(string key, CancellationToken ct)
    {
        var exchange = await RecordAsync(key, ct);
        if (exchange.Status == 200 && exchange.Json?.TextOf("uri") is { } uri && exchange.Json?.TextOf("cid") is { } cid) return (BlueskyRecord.Quotation(uri, cid), null);
        return IsNotThere(exchange)
            ? (null, new Preparation.Unfit("held", "The post that is to be corrected is no longer there."))
            : (null, new Preparation.Later(BlueskyAnswers.WaitOf(exchange, clock.GetUtcNow()), "The post that is to be corrected cannot be read now."));
    }

    // Each deletion may be repeated: what is gone stays gone.
    private async Task<Answer> DeleteAsync(Order order, CancellationToken ct)
    {
        Answer answer = new Answer.NotDone(null) { Evidence = "" };
        foreach (var key in PostIds.Read(order.RemoteId))
        {
            var body = new JsonObject { ["repo"] = Did, ["collection"] = Posts, ["rkey"] = key };
            var exchange = await api.CallAsync("com.atproto.repo.deleteRecord", RequestBody.Json(body.ToJsonString()), order, ct);
            if (exchange.WithoutAnswer is { } none) return none;
            if (exchange.Status != 200) return Judge(exchange);
            answer = new Answer.Done(order.RemoteId, null) { Evidence = $"{answer.Evidence}\n{exchange.Evidence}".Trim() };
        }
        return answer;
    }

    // Whatever became of signing in, the post itself was not sent.
    private Answer NotSignedIn(Exchange exchange) => exchange.Status is null ? new Answer.NotDone(null) { Evidence = exchange.Evidence } : BlueskyAnswers.Judge(exchange, clock.GetUtcNow()) switch
    {
        Answer.Uncertain or Answer.Rejected => new Answer.NotDone(null) { Evidence = exchange.Evidence },
        var judged => judged,
    };

    private Answer Judge(Exchange exchange)
    {
        if (BlueskyAnswers.SessionEnded(exchange)) api.ForgetSession();
        return BlueskyAnswers.Judge(exchange, clock.GetUtcNow());
    }

    private Task<Exchange> RecordAsync(string key, CancellationToken ct) =>
        api.ReadAsync("com.atproto.repo.getRecord", $"repo={Uri.EscapeDataString(Did)}&collection={Posts}&rkey={key}", ct);

    private static bool IsNotThere(Exchange exchange) => exchange.Status == 400 && exchange.Json?.TextOf("error") == "RecordNotFound";

    private string UrlOf(string key) => Settings.BaseUrl.IsNearby()
        ? $"{Settings.BaseUrl.AbsoluteUri.TrimEnd('/')}/profile/{Did}/post/{key}"
        : $"https://bsky.app/profile/{Settings.Credentials["identifier"]}/post/{key}";

    private static Preparation.Ready Ready(string key, JsonObject request) => new(JsonSerializer.SerializeToElement(new Frozen(key, request.ToJsonString())));

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Key">The record's key.</param>
    /// <param name="Request">The exact JSON body.</param>
    private sealed record Frozen(string Key, string Request);
}
