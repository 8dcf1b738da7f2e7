using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.X;

/// <summary>An account on X. The network knows no key but refuses the same words twice, and lists what the account posted.</summary>
public sealed class XChannel : IChannel, IDisposable
{
    // X forgets what no post names after 24 hours.
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromHours(23);
    private const int LongestAlt = 1000;

    private readonly SingleShotSender sender;
    private readonly XApi api;
    private readonly XTimeline timeline;
    private readonly TimeProvider clock;

    public XChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        var secrets = settings.Credentials.Where(credential => credential.Key != "userId").Select(credential => credential.Value);
        sender = new SingleShotSender(settings, [.. secrets], clock);
        api = new XApi(settings, sender, clock);
        timeline = new XTimeline(api, settings.Credentials["userId"], clock);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    // A quotation of the post that it corrects leaves no place for photographs.
    public PostText Compose(Order order) => order.Action == "correct"
        ? PostWords.ComposeCorrection(order, Settings.Id, PostLimit.X)
        : PostWords.Compose(order, Settings.Id, PostLimit.X).With(order.Document.Media, PictureLimit.X);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        var posts = PostIds.Read(order.RemoteId);
        if (order.Action != "publish" && posts.Count == 0) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        if (order.Action == "withdraw") return Ready(new Frozen("", null));

        var request = new JsonObject { ["text"] = words.Text };
        if (order.Action == "publish")
        {
            var (photographs, instead) = await StagePhotographs.HandleAsync(order, PictureLimit.X, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
            if (instead is not null) return instead;
            if (photographs.Count > 0) request["media"] = new JsonObject { ["media_ids"] = new JsonArray([.. photographs.Select(id => JsonValue.Create(id))]) };
        }
        // Editing is for paying accounts and half an hour; a reply would not be seen by those who saw the post. A quotation shows both.
        if (order.Action == "correct") request["quote_tweet_id"] = XTimeline.Newest(posts);
        var known = XTimeline.Newest([.. posts, .. PostIds.Read(order.NewestRemoteId)]);
        return await timeline.NewestAsync(known, ct) switch
        {
            { Read: true } newest => Ready(new Frozen(request.ToJsonString(), newest.Id)),
            var failed => new Preparation.Later(failed.After, "The account's newest post cannot be read now; without it an uncertain post could not be looked for."),
        };
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (order.Action == "withdraw") return await DeleteAsync(order, ct);
        var exchange = await api.SendAsync(HttpMethod.Post, "/2/tweets", RequestBody.Json(Read(prepared).Request), order, ct);
        if (exchange.WithoutAnswer is { } answer) return answer;
        if (exchange.Status is not (200 or 201)) return XAnswers.Judge(exchange, clock.GetUtcNow());
        return exchange.Json?.Member("data")?.TextOf("id") is { } post
            ? new Answer.Done(PostIds.Write([.. PostIds.Read(order.RemoteId), post]), UrlOf(post)) { Evidence = exchange.Evidence }
            : new Answer.Uncertain { Evidence = exchange.Evidence };
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (order.Action == "withdraw") return new Finding.Absent { Evidence = "Not read: a deletion may be repeated." };
        return await timeline.FindAsync(order.Page, Read(prepared).After, ct) switch
        {
            Finding.Present { RemoteId: { } post } found => found with { RemoteId = PostIds.Write([.. PostIds.Read(order.RemoteId), post]), Url = UrlOf(post) },
            var other => other,
        };
    }

    public void Dispose() => sender.Dispose();

    // The description is a call of its own; a photograph is not called brought before it has it.
    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var fields = new Dictionary<string, string> { ["media_category"] = "tweet_image" };
        var exchange = await api.SendAsync(HttpMethod.Post, "/2/media/upload", RequestBody.Multipart(fields, new FormFile("media", photograph.Bytes, FittedPhotograph.MediaType)), order, ct);
        if (exchange.Status is not (200 or 201) || exchange.Json?.Member("data")?.TextOf("id") is not { } id)
            return StagePhotographs.Staged.Not(exchange, exchange.Status is null ? null : XAnswers.Judge(exchange, clock.GetUtcNow()));
        var description = new JsonObject { ["id"] = id, ["metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = Shortening.Of(photograph.Alt, alt => alt.Length <= LongestAlt) } } };
        var described = await api.SendAsync(HttpMethod.Post, "/2/media/metadata", RequestBody.Json(description.ToJsonString()), order, ct);
        return described.Status is 200 or 201
            ? StagePhotographs.Staged.As(id)
            : StagePhotographs.Staged.Not(described, described.Status is null ? null : XAnswers.Judge(described, clock.GetUtcNow()));
    }

    // A corrected event has several posts. Each deletion may be repeated: a post that is gone stays gone.
    private async Task<Answer> DeleteAsync(Order order, CancellationToken ct)
    {
        Answer answer = new Answer.NotDone(null) { Evidence = "" };
        foreach (var post in PostIds.Read(order.RemoteId))
        {
            var exchange = await api.SendAsync(HttpMethod.Delete, "/2/tweets/" + post, RequestBody.Empty, order, ct);
            if (exchange.WithoutAnswer is { } none) return none;
            var gone = exchange.Status == 404 || (exchange.Status == 200 && exchange.Json?.Member("data") is { } data && data.Says("deleted"));
            if (!gone) return exchange.Status == 200 ? new Answer.Uncertain { Evidence = exchange.Evidence } : XAnswers.Judge(exchange, clock.GetUtcNow());
            answer = new Answer.Done(order.RemoteId, null) { Evidence = $"{answer.Evidence}\n{exchange.Evidence}".Trim() };
        }
        return answer;
    }

    private string UrlOf(string post) => Settings.BaseUrl.ReadersAt("https://x.com") + "/i/web/status/" + post;

    private static Preparation.Ready Ready(Frozen frozen) => new(JsonSerializer.SerializeToElement(frozen));

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Request">The exact JSON body.</param>
    /// <param name="After">The account's newest post before the first attempt; null for an empty account.</param>
    private sealed record Frozen(string Request, string? After);
}
