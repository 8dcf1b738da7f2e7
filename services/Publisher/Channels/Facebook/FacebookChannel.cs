using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Facebook;

/// <summary>A Facebook page. A post is made unpublished, which nobody sees, and then published by its id: whether that happened can be read from the post itself.</summary>
public sealed class FacebookChannel : IChannel, IDisposable
{
    // Temporary photographs last for about a day (developers.facebook.com, page photos).
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromHours(20);

    private readonly SingleShotSender sender;
    private readonly FacebookApi api;
    private readonly TimeProvider clock;
    private DateTimeOffset restsUntil;

    public FacebookChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, FacebookApi.SecretsOf(settings), clock);
        api = new FacebookApi(settings, sender);
    }

    public ChannelSettings Settings { get; }

    /// <inheritdoc/>
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.Facebook).With(order.Document.Media, PictureLimit.Facebook);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        if (order.Action != "publish" && order.RemoteId is null) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        if (restsUntil - clock.GetUtcNow() is var rest && rest > TimeSpan.Zero) return new Preparation.Later(rest, "Facebook reports that the page's use of its API is near the limit.");
        if (order.Action != "publish") return new Preparation.Ready(Write(new Frozen(words.Text ?? "", order.Page.AbsoluteUri, order.RemoteId, [])));
        var (photographs, instead) = await StagePhotographs.HandleAsync(order, PictureLimit.Facebook, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
        return instead ?? new Preparation.Ready(Write(new Frozen(words.Text ?? "", order.Page.AbsoluteUri, null, photographs)));
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        return (order.Action, frozen.Post) switch
        {
            ("publish", null) => await StageAsync(order, frozen, ct),
            ("publish", { } post) => await ChangeAsync(order, post, new Dictionary<string, string> { ["is_published"] = "true" }, ct),
            ("correct", { } post) => await ChangeAsync(order, post, new Dictionary<string, string> { ["message"] = frozen.Message }, ct),
            (_, { } post) => await DeleteAsync(order, post, ct),
            _ => throw new InvalidDataException("A prepared delivery names no post."),
        };
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        if (order.Action != "publish") return new Finding.Absent { Evidence = "Not read: an edit or a deletion may be repeated, the same again gives the same." };
        // Nothing was ever asked to be published: at most an orphan that nobody sees was left behind.
        if (frozen.Post is null) return new Finding.Staged(prepared) { Evidence = "Not read: no post was published under this delivery, a new one may be staged." };
        var exchange = await api.ReadAsync("/" + frozen.Post, "id,is_published,permalink_url", ct);
        if (exchange.Status != 200 || exchange.Json is not { } json || json.Member("is_published") is null)
            return new Finding.Unreadable(FacebookAnswers.Judge(exchange) is Answer.Throttled wait ? wait.After : null) { Evidence = exchange.Evidence };
        return json.Says("is_published")
            ? new Finding.Present(frozen.Post, UrlOf(frozen.Post)) { Evidence = exchange.Evidence }
            : new Finding.Absent { Evidence = exchange.Evidence };
    }

    public void Dispose() => sender.Dispose();

    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["published"] = "false", ["alt_text_custom"] = photograph.Alt };
        var exchange = await api.PostPhotographAsync($"/{Settings.Credentials["pageId"]}/photos", form, photograph, order, ct);
        Rest(exchange);
        return exchange.Status == 200 && exchange.Json?.TextOf("id") is { } id
            ? StagePhotographs.Staged.As(id)
            : StagePhotographs.Staged.Not(exchange, exchange.Status is null or 200 ? null : FacebookAnswers.Judge(exchange));
    }

    private async Task<Answer> StageAsync(Order order, Frozen frozen, CancellationToken ct)
    {
        var page = Settings.Credentials["pageId"];
        var form = new Dictionary<string, string> { ["message"] = frozen.Message, ["published"] = "false" };
        // A post shows its photographs or the page's card, and the page's address stands in the words too.
        if (frozen.Photographs is { Count: > 0 } photographs)
            form["attached_media"] = new JsonArray([.. photographs.Select(id => new JsonObject { ["media_fbid"] = id })]).ToJsonString();
        else
            form["link"] = frozen.Link;
        var exchange = await api.PostAsync($"/{page}/feed", form, order, ct);
        Rest(exchange);
        // Whatever came of it, nobody sees it: another may be staged.
        if (exchange.WithoutAnswer is not null) return new Answer.NotDone(null) { Evidence = exchange.Evidence };
        if (exchange.Status == 200)
            return exchange.Json?.TextOf("id") is { } post
                ? new Answer.Staged(Write(frozen with { Post = post })) { Evidence = exchange.Evidence }
                : new Answer.NotDone(null) { Evidence = exchange.Evidence };
        if (FacebookAnswers.IsDuplicate(exchange)) return new Answer.Rejected("Facebook says that the page has this post already; look at the page.") { Evidence = exchange.Evidence };
        return FacebookAnswers.Judge(exchange) is Answer.Uncertain ? new Answer.NotDone(null) { Evidence = exchange.Evidence } : FacebookAnswers.Judge(exchange);
    }

    private async Task<Answer> ChangeAsync(Order order, string post, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        var exchange = await api.PostAsync("/" + post, form, order, ct);
        Rest(exchange);
        if (exchange.WithoutAnswer is { } none) return none;
        if (exchange.Status != 200) return FacebookAnswers.Judge(exchange);
        return Succeeded(exchange) ? new Answer.Done(post, UrlOf(post)) { Evidence = exchange.Evidence } : new Answer.Uncertain { Evidence = exchange.Evidence };
    }

    private async Task<Answer> DeleteAsync(Order order, string post, CancellationToken ct)
    {
        var exchange = await api.DeleteAsync("/" + post, order, ct);
        Rest(exchange);
        if (exchange.WithoutAnswer is { } none) return none;
        if ((exchange.Status == 200 && Succeeded(exchange)) || FacebookAnswers.IsGone(exchange)) return new Answer.Done(post, null) { Evidence = exchange.Evidence };
        return exchange.Status == 200 ? new Answer.Uncertain { Evidence = exchange.Evidence } : FacebookAnswers.Judge(exchange);
    }

    private void Rest(Exchange exchange)
    {
        if (FacebookAnswers.RestOf(exchange) is { } rest) restsUntil = clock.GetUtcNow() + rest;
    }

    private static bool Succeeded(Exchange exchange) => exchange.Json is { } json && json.Says("success");

    private string UrlOf(string post) => $"{Settings.BaseUrl.ReadersAt("https://www.facebook.com")}/{post}";

    private static JsonElement Write(Frozen frozen) => JsonSerializer.SerializeToElement(frozen);

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Message">The post's words.</param>
    /// <param name="Link">The page it leads to.</param>
    /// <param name="Post">The post's id, once it is staged.</param>
    /// <param name="Photographs">The staged photographs' ids; null in what an older process prepared.</param>
    private sealed record Frozen(string Message, string Link, string? Post, IReadOnlyList<string>? Photographs);
}
