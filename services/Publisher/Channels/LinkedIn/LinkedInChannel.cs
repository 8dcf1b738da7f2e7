using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.LinkedIn;

/// <summary>The page of an organization on LinkedIn. The network knows no key but refuses the same words twice, naming the post that it takes them for; the page's own list decides.</summary>
public sealed class LinkedInChannel : IChannel, IDisposable
{
    private const int MostListed = 50;

    // An image that no post names is kept for long; how long is not documented.
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromDays(1);

    private readonly SingleShotSender sender;
    private readonly LinkedInApi api;

    public LinkedInChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        sender = new SingleShotSender(settings, [settings.Credentials["token"]], clock);
        api = new LinkedInApi(settings, sender);
    }

    public ChannelSettings Settings { get; }

    private string Author => Settings.Credentials["author"];

    /// <inheritdoc/>
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.LinkedIn).With(order.Document.Media, PictureLimit.LinkedIn);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        if (order.Action != "publish" && order.RemoteId is null) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
        var commentary = LittleText.Escape(words.Text ?? "");
        if (order.Action == "withdraw") return Ready("", null);
        if (order.Action == "correct") return Ready(new JsonObject { ["patch"] = new JsonObject { ["$set"] = new JsonObject { ["commentary"] = commentary } } }.ToJsonString(), null);

        var (images, instead) = await StagePhotographs.HandleAsync(order, PictureLimit.LinkedIn, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
        if (instead is not null) return instead;
        var listed = await ListAsync(1, ct);
        if (listed.Status != 200 || listed.Json is not { } list || list.Member("elements") is null)
            return new Preparation.Later(listed.RetryAfter, "The page's newest post cannot be read now; without it an uncertain post could not be looked for.");
        var request = new JsonObject
        {
            ["author"] = Author, ["commentary"] = commentary, ["visibility"] = "PUBLIC",
            ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
            ["lifecycleState"] = "PUBLISHED", ["isReshareDisabledByAuthor"] = false, ["content"] = ContentOf(order, images),
        };
        return Ready(request.ToJsonString(), list.ListOf("elements").FirstOrDefault().TextOf("id"));
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var body = RequestBody.Json(Read(prepared).Request);
        var standing = "/rest/posts/" + Uri.EscapeDataString(order.RemoteId ?? "");
        var exchange = order.Action switch
        {
            "publish" => await api.SendAsync(HttpMethod.Post, "/rest/posts", body, null, order, ct),
            "correct" => await api.SendAsync(HttpMethod.Post, standing, body, "PARTIAL_UPDATE", order, ct),
            _ => await api.SendAsync(HttpMethod.Delete, standing, RequestBody.Empty, "DELETE", order, ct),
        };
        if (exchange.WithoutAnswer is { } none) return none;
        return (order.Action, exchange.Status) switch
        {
            ("publish", 201) => exchange.Headers.GetValueOrDefault("x-restli-id") is { Length: > 0 } urn
                ? new Answer.Done(urn, UrlOf(urn)) { Evidence = exchange.Evidence }
                : new Answer.Uncertain { Evidence = exchange.Evidence },
            ("correct", 204) => new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence },
            ("withdraw", 204 or 404) => new Answer.Done(order.RemoteId, null) { Evidence = exchange.Evidence },
            _ => LinkedInAnswers.Judge(exchange),
        };
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        if (order.Action != "publish") return new Finding.Absent { Evidence = "Not read: an edit or a deletion may be repeated, the same again gives the same." };
        var exchange = await ListAsync(MostListed, ct);
        if (exchange.Status != 200 || exchange.Json is not { } list || list.Member("elements") is null) return new Finding.Unreadable(exchange.RetryAfter) { Evidence = exchange.Evidence };
        var (posts, after) = (list.ListOf("elements").ToList(), Read(prepared).After);
        var since = posts.TakeWhile(post => post.TextOf("id") != after).ToList();
        if (since.FirstOrDefault(post => LinksTo(post, order.Page)).TextOf("id") is { } urn) return new Finding.Present(urn, UrlOf(urn)) { Evidence = exchange.Evidence };
        return since.Count == MostListed
            ? new Finding.Unknowable("Too many posts came since; look at the account.") { Evidence = exchange.Evidence }
            : new Finding.Absent { Evidence = exchange.Evidence };
    }

    public void Dispose() => sender.Dispose();

    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var asked = new JsonObject { ["initializeUploadRequest"] = new JsonObject { ["owner"] = Author } };
        var begun = await api.SendAsync(HttpMethod.Post, "/rest/images?action=initializeUpload", RequestBody.Json(asked.ToJsonString()), null, order, ct);
        var value = begun.Json?.Member("value");
        if (begun.Status != 200 || value?.TextOf("image") is not { } image || !Uri.TryCreate(value?.TextOf("uploadUrl"), UriKind.Absolute, out var address) || !MayPutTo(address))
            return StagePhotographs.Staged.Not(begun, begun.Status is null or 200 ? null : LinkedInAnswers.Judge(begun));
        var put = await api.PutAsync(address, new RequestBody(photograph.Bytes, FittedPhotograph.MediaType), order, ct);
        return put.Status is 200 or 201 ? StagePhotographs.Staged.As(image) : StagePhotographs.Staged.Not(put, put.Status is null ? null : LinkedInAnswers.Judge(put));
    }

    // The token goes there too: nowhere but to LinkedIn, or to the imitation beside.
    private bool MayPutTo(Uri address) => Settings.BaseUrl.IsNearby()
        ? address.Authority == Settings.BaseUrl.Authority
        : address.Scheme == "https" && (address.Host == "www.linkedin.com" || address.Host.EndsWith(".linkedin.com", StringComparison.Ordinal));

    private static JsonObject ContentOf(Order order, IReadOnlyList<string> images)
    {
        JsonObject Image(int number) => new() { ["id"] = images[number], ["altText"] = Shortening.Of(order.Document.Media[number].Alt, alt => alt.Length <= 4086) };
        return images.Count switch
        {
            // It reads no page by itself.
            0 => new JsonObject { ["article"] = new JsonObject { ["source"] = order.Page.AbsoluteUri, ["title"] = Shortening.Of(order.Document.Title, title => title.Length <= 400), ["description"] = order.Document.Lead ?? "" } },
            1 => new JsonObject { ["media"] = Image(0) },
            _ => new JsonObject { ["multiImage"] = new JsonObject { ["images"] = new JsonArray([.. Enumerable.Range(0, images.Count).Select(Image)]) } },
        };
    }

    private Task<Exchange> ListAsync(int most, CancellationToken ct) =>
        api.ReadAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/rest/posts?author={Uri.EscapeDataString(Author)}&q=author&count={most}&sortBy=CREATED"), "FINDER", ct);

    private static bool LinksTo(JsonElement post, Uri page) =>
        post.Member("content")?.Member("article")?.TextOf("source") == page.AbsoluteUri || Links.In((post.TextOf("commentary") ?? "").Replace("\\", "", StringComparison.Ordinal)).Contains(page.AbsoluteUri);

    private string UrlOf(string urn) => Settings.BaseUrl.ReadersAt("https://www.linkedin.com") + "/feed/update/" + urn;

    private static Preparation.Ready Ready(string request, string? after) => new(JsonSerializer.SerializeToElement(new Frozen(request, after)));

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Request">The exact JSON body.</param>
    /// <param name="After">The page's newest post before the first attempt; null for an empty page.</param>
    private sealed record Frozen(string Request, string? After);
}
