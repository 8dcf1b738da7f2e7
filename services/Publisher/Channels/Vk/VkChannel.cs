using System.Globalization;
using System.Text.Json;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Vk;

/// <summary>A community on VK. A post is made as a deferred one, which readers do not see, and then published by its id: whether that happened can be read from the post itself.</summary>
public sealed class VkChannel : IChannel, IDisposable
{
    // The farthest that VK defers to is a year; it is published or thrown away long before.
    private static readonly TimeSpan Deferred = TimeSpan.FromDays(180);

    // A saved photograph lies in the community's own album.
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromDays(7);
    private const int MostListed = 100;

    private readonly SingleShotSender sender;
    private readonly VkApi api;
    private readonly TimeProvider clock;

    public VkChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, [settings.Credentials["token"]], clock);
        api = new VkApi(settings, sender);
    }

    public ChannelSettings Settings { get; }

    private string Owner => "-" + Settings.Credentials["groupId"];

    /// <inheritdoc/>
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.Vk).With(order.Document.Media, PictureLimit.Vk);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        if (order.Action != "publish" && order.RemoteId is null) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        if (order.Action == "withdraw") return Ready(new Frozen("", "", order.RemoteId));
        if (order.Action == "correct") return await StandingAsync(order, words.Text ?? "", ct);
        var (photographs, instead) = await StagePhotographs.HandleAsync(order, PictureLimit.Vk, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
        return instead ?? Ready(new Frozen(words.Text ?? "", string.Join(',', photographs.Append(order.Page.AbsoluteUri)), null));
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        return (order.Action, frozen.Post) switch
        {
            ("publish", null) => await DeferAsync(order, frozen, ct),
            ("publish", { } post) => await PublishAsync(order, post, ct),
            ("correct", { } post) => Changed(order, await api.CallAsync("wall.edit", new Dictionary<string, string> { ["owner_id"] = Owner, ["post_id"] = post, ["message"] = frozen.Message, ["attachments"] = frozen.Attachments }, order, ct)),
            (_, { } post) => await DeleteAsync(order, post, ct),
            _ => throw new InvalidDataException("A prepared delivery names no post."),
        };
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        if (order.Action != "publish") return new Finding.Absent { Evidence = "Not read: an edit or a deletion may be repeated, the same again gives the same." };
        // Nothing was ever asked to be published: at most a deferred post that nobody sees was left behind.
        if (frozen.Post is not { } post) return new Finding.Staged(prepared) { Evidence = "Not read: no post was published under this delivery, a new one may be deferred." };
        var exchange = await ByIdAsync(post, ct);
        if (ItemsOf(exchange) is not { } items) return Unreadable(exchange);
        if (items.Count > 0)
            return items[0].TextOf("post_type") == "postpone"
                ? new Finding.Absent { Evidence = exchange.Evidence }
                : new Finding.Present(post, UrlOf(post)) { Evidence = exchange.Evidence };
        // Published under another id, or thrown away by somebody: the wall tells.
        var wall = await api.ReadAsync("wall.get", new Dictionary<string, string> { ["owner_id"] = Owner, ["filter"] = "owner", ["count"] = MostListed.ToString(CultureInfo.InvariantCulture) }, ct);
        if (ItemsOf(wall) is not { } posts) return Unreadable(wall);
        return posts.FirstOrDefault(one => LinksTo(one, order.Page)).NumberOf("id") is { } found && found.ToString(CultureInfo.InvariantCulture) is var id
            ? new Finding.Present(id, UrlOf(id)) { Evidence = wall.Evidence }
            : new Finding.Unknowable("The deferred post is gone and the wall does not show it; look at the account.") { Evidence = $"{exchange.Evidence}\n{wall.Evidence}" };
    }

    public void Dispose() => sender.Dispose();

    private async Task<Answer> DeferAsync(Order order, Frozen frozen, CancellationToken ct)
    {
        var exchange = await api.CallAsync("wall.post", new Dictionary<string, string>
        {
            ["owner_id"] = Owner, ["from_group"] = "1", ["message"] = frozen.Message, ["attachments"] = frozen.Attachments, ["guid"] = order.DeliveryId.ToString(),
            ["publish_date"] = (clock.GetUtcNow() + Deferred).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        }, order, ct);
        if (exchange.Response()?.NumberOf("post_id") is { } post)
            return new Answer.Staged(Write(frozen with { Post = post.ToString(CultureInfo.InvariantCulture) })) { Evidence = exchange.Evidence };
        // Whatever came of it, nobody sees it: another may be deferred.
        return exchange.WithoutAnswer is null && VkAnswers.Judge(exchange) is not Answer.Uncertain and var judged ? judged : new Answer.NotDone(null) { Evidence = exchange.Evidence };
    }

    private async Task<Answer> PublishAsync(Order order, string post, CancellationToken ct)
    {
        var exchange = await api.CallAsync("wall.post", new Dictionary<string, string> { ["owner_id"] = Owner, ["from_group"] = "1", ["post_id"] = post }, order, ct);
        if (exchange.WithoutAnswer is { } none) return none;
        return exchange.Response()?.NumberOf("post_id") is { } id && id.ToString(CultureInfo.InvariantCulture) is var published
            ? new Answer.Done(published, UrlOf(published)) { Evidence = exchange.Evidence }
            : VkAnswers.Judge(exchange);
    }

    private async Task<Answer> DeleteAsync(Order order, string post, CancellationToken ct)
    {
        var exchange = await api.CallAsync("wall.delete", new Dictionary<string, string> { ["owner_id"] = Owner, ["post_id"] = post }, order, ct);
        var answer = Changed(order, exchange);
        if (answer is not Answer.Rejected) return answer;
        // It says no of a post that is gone already: the post itself tells.
        var look = await ByIdAsync(post, ct);
        return ItemsOf(look) is { Count: 0 } ? new Answer.Done(order.RemoteId, null) { Evidence = $"{exchange.Evidence}\n{look.Evidence}" } : answer;
    }

    private static Answer Changed(Order order, Exchange exchange)
    {
        if (exchange.WithoutAnswer is { } none) return none;
        return exchange.Response() is not null ? new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence } : VkAnswers.Judge(exchange);
    }

    // An edit that names no attachments would take them away.
    private async Task<Preparation> StandingAsync(Order order, string text, CancellationToken ct)
    {
        var exchange = await ByIdAsync(order.RemoteId!, ct);   // asked before
        if (ItemsOf(exchange) is not { } items) return new Preparation.Later(null, "The post that is to be corrected cannot be read now.");
        if (items.Count == 0) return new Preparation.Unfit("held", "The post that is to be corrected is no longer there.");
        var photographs = items[0].ListOf("attachments").Select(one => one.Member("photo")).OfType<JsonElement>().Select(photo => $"photo{photo.NumberOf("owner_id")}_{photo.NumberOf("id")}");
        return Ready(new Frozen(text, string.Join(',', photographs.Append(order.Page.AbsoluteUri)), order.RemoteId));
    }

    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var group = Settings.Credentials["groupId"];
        var server = await api.ReadAsync("photos.getWallUploadServer", new Dictionary<string, string> { ["group_id"] = group }, ct);
        if (!Uri.TryCreate(server.Response()?.TextOf("upload_url"), UriKind.Absolute, out var address) || !MayUploadTo(address)) return Not(server);
        var uploaded = await api.UploadAsync(address, new FormFile("photo", photograph.Bytes, FittedPhotograph.MediaType), order, ct);
        if (uploaded.Status != 200 || uploaded.Json is not { } sent || sent.TextOf("photo") is not { } photo || sent.TextOf("hash") is not { } hash || sent.NumberOf("server") is not { } number) return Not(uploaded);
        var saved = await api.CallAsync("photos.saveWallPhoto", new Dictionary<string, string>
        {
            ["group_id"] = group, ["photo"] = photo, ["hash"] = hash, ["server"] = number.ToString(CultureInfo.InvariantCulture), ["caption"] = photograph.Alt,
        }, order, ct);
        return saved.Response() is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list[0].NumberOf("id") is { } id && list[0].NumberOf("owner_id") is { } owner
            ? StagePhotographs.Staged.As(string.Create(CultureInfo.InvariantCulture, $"photo{owner}_{id}"))
            : Not(saved);

        static StagePhotographs.Staged Not(Exchange exchange) => StagePhotographs.Staged.Not(exchange, exchange.Status is null ? null : VkAnswers.Judge(exchange));
    }

    private bool MayUploadTo(Uri address) => Settings.BaseUrl.IsNearby() ? address.Authority == Settings.BaseUrl.Authority : address.Scheme == "https";

    private Task<Exchange> ByIdAsync(string post, CancellationToken ct) => api.ReadAsync("wall.getById", new Dictionary<string, string> { ["posts"] = $"{Owner}_{post}" }, ct);

    // A list, or an object with one: both are in use.
    private static IReadOnlyList<JsonElement>? ItemsOf(Exchange exchange) => exchange.Response() switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { ValueKind: JsonValueKind.Object } found when found.Member("items") is not null => [.. found.ListOf("items")],
        _ => null,
    };

    private static Finding.Unreadable Unreadable(Exchange exchange) => new(VkAnswers.Judge(exchange) is Answer.Throttled wait ? wait.After : null) { Evidence = exchange.Evidence };

    private static bool LinksTo(JsonElement post, Uri page) =>
        Links.In(post.TextOf("text") ?? "").Contains(page.AbsoluteUri) || post.ListOf("attachments").Any(one => one.Member("link")?.TextOf("url") == page.AbsoluteUri);

    private string UrlOf(string post) => $"{Settings.BaseUrl.ReadersAt("https://vk.com")}/wall{Owner}_{post}";

    private static Preparation.Ready Ready(Frozen frozen) => new(Write(frozen));

    private static JsonElement Write(Frozen frozen) => JsonSerializer.SerializeToElement(frozen);

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Message">The post's words.</param>
    /// <param name="Attachments">Photographs and the page.</param>
    /// <param name="Post">The post's id, once it is deferred.</param>
    private sealed record Frozen(string Message, string Attachments, string? Post);
}
