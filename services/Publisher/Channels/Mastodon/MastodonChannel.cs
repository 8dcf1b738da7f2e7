using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Mastodon;

/// <summary>
/// An account on a Mastodon server. It knows the same request again by its key for an hour, which alone is not enough: two that overlap may both be carried out
/// (mastodon/mastodon#37879). So a doubt is settled by reading the account's posts, and whatever is sent again carries the same key.
/// </summary>
public sealed class MastodonChannel : IChannel, IDisposable
{
    private const int MostPages = 5;
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromHours(20);

    private readonly SingleShotSender sender;
    private readonly MastodonApi api;
    private readonly TimeProvider clock;

    public MastodonChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, [settings.Credentials["token"]], clock);
        api = new MastodonApi(settings, sender);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.Mastodon).With(order.Document.Media, PictureLimit.Mastodon);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        if (order.Action != "publish" && order.RemoteId is null) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        if (order.Action == "withdraw") return Ready(new Frozen("", null));
        var request = new JsonObject { ["status"] = words.Text, ["language"] = order.Document.Language };
        // An edit that names no photographs would take them away.
        var (photographs, instead) = order.Action == "correct"
            ? await StandingPhotographsAsync(order, ct)
            : await StagePhotographs.HandleAsync(order, PictureLimit.Mastodon, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
        if (instead is not null) return instead;
        if (photographs.Count > 0) request["media_ids"] = new JsonArray([.. photographs.Select(id => JsonValue.Create(id))]);
        if (order.Action == "correct") return Ready(new Frozen(request.ToJsonString(), null));

        request["visibility"] = "public";
        var exchange = await api.ReadAsync(TimelinePath(null, null, 1), ct);
        return exchange.Status == 200 && exchange.Items is { } newest
            ? Ready(new Frozen(request.ToJsonString(), newest.Count == 0 ? null : newest[0].TextOf("id")))
            : new Preparation.Later(MastodonAnswers.WaitOf(exchange, clock.GetUtcNow()), "The account's newest post cannot be read now; without it an uncertain post could not be looked for.");
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var body = RequestBody.Json(Read(prepared).Request);
        var exchange = order.Action switch
        {
            "publish" => await api.SendAsync(HttpMethod.Post, "/api/v1/statuses", body, order.DeliveryId.ToString(), order, ct),
            "correct" => await api.SendAsync(HttpMethod.Put, "/api/v1/statuses/" + order.RemoteId, body, null, order, ct),
            _ => await api.SendAsync(HttpMethod.Delete, "/api/v1/statuses/" + order.RemoteId, RequestBody.Empty, null, order, ct),
        };
        if (exchange.WithoutAnswer is { } none) return none;
        if (order.Action == "withdraw" && exchange.Status is 200 or 404) return new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence };
        if (exchange.Status != 200) return MastodonAnswers.Judge(exchange, clock.GetUtcNow());
        return exchange.Json?.TextOf("id") is { } id
            ? new Answer.Done(id, exchange.Json?.TextOf("url")) { Evidence = exchange.Evidence }
            : new Answer.Uncertain { Evidence = exchange.Evidence };
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (order.Action != "publish") return new Finding.Absent { Evidence = "Not read: an edit or a deletion may be repeated, the same again gives the same." };
        var (after, evidence) = (Read(prepared).After, "");
        string? before = null;
        for (var page = 0; page < MostPages; page++)
        {
            var exchange = await api.ReadAsync(TimelinePath(after, before, 40), ct);
            evidence = $"{evidence}\n{exchange.Evidence}".Trim();
            if (exchange.Status != 200 || exchange.Items is not { } posts) return new Finding.Unreadable(MastodonAnswers.WaitOf(exchange, clock.GetUtcNow())) { Evidence = evidence };
            var found = posts.FirstOrDefault(post => LinksTo(post, order.Page));
            if (found.TextOf("id") is { } id) return new Finding.Present(id, found.TextOf("url")) { Evidence = evidence };
            if (posts.Count == 0) return new Finding.Absent { Evidence = evidence };
            before = posts[^1].TextOf("id");
        }
        return new Finding.Unknowable("Too many posts came since; look at the account.") { Evidence = evidence };
    }

    public void Dispose() => sender.Dispose();

    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var body = RequestBody.Multipart(new Dictionary<string, string> { ["description"] = photograph.Alt }, new FormFile("file", photograph.Bytes, FittedPhotograph.MediaType));
        var exchange = await api.SendAsync(HttpMethod.Post, "/api/v2/media", body, null, order, ct);
        if (exchange.Status is not (200 or 202) || exchange.Json?.TextOf("id") is not { } id)
            return StagePhotographs.Staged.Not(exchange, exchange.Status is null or 200 or 202 ? null : MastodonAnswers.Judge(exchange, clock.GetUtcNow()));
        if (exchange.Status == 200) return StagePhotographs.Staged.As(id);
        // Taken, and still worked on: a post that named it now would be refused.
        var state = await api.ReadAsync("/api/v1/media/" + id, ct);
        return state.Status == 200 ? StagePhotographs.Staged.As(id) : StagePhotographs.Staged.Not(state, null);
    }

    private async Task<(IReadOnlyList<string> Ids, Preparation? Instead)> StandingPhotographsAsync(Order order, CancellationToken ct)
    {
        var exchange = await api.ReadAsync("/api/v1/statuses/" + order.RemoteId, ct);
        return exchange.Status switch
        {
            200 when exchange.Json is { } post => ([.. post.ListOf("media_attachments").Select(one => one.TextOf("id")).OfType<string>()], null),
            404 => ([], new Preparation.Unfit("held", "The post that is to be corrected is no longer there.")),
            _ => ([], new Preparation.Later(MastodonAnswers.WaitOf(exchange, clock.GetUtcNow()), "The post that is to be corrected cannot be read now.")),
        };
    }

    private string TimelinePath(string? after, string? before, int most) =>
        $"/api/v1/accounts/{Settings.Credentials["accountId"]}/statuses?exclude_reblogs=true&limit={most}" + (after is null ? "" : "&since_id=" + after) + (before is null ? "" : "&max_id=" + before);

    // Shown shortened, but the whole address is what the link leads to.
    private static bool LinksTo(JsonElement post, Uri page) => Links.In(WebUtility.HtmlDecode(post.TextOf("content") ?? "")).Contains(page.AbsoluteUri);

    private static Preparation.Ready Ready(Frozen frozen) => new(JsonSerializer.SerializeToElement(frozen));

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Request">The exact JSON body.</param>
    /// <param name="After">The account's newest post before the first attempt; null for an empty account.</param>
    private sealed record Frozen(string Request, string? After);
}
