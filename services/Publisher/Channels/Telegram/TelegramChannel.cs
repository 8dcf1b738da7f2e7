using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Telegram;

/// <summary>A Telegram channel. The network knows no key, refuses no duplicate and lists no history, so an uncertain post is looked for by its possible ids.</summary>
public sealed class TelegramChannel : IChannel, IDisposable
{
    private static readonly TimeSpan MayDelete = TimeSpan.FromHours(48);

    // A file's id stays good (core.telegram.org/bots/api#sending-files).
    private static readonly TimeSpan KeepsPhotographs = TimeSpan.FromDays(30);

    private readonly SingleShotSender sender;
    private readonly TelegramApi api;
    private readonly TelegramSearch? search;
    private readonly TimeProvider clock;

    public TelegramChannel(ChannelSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        sender = new SingleShotSender(settings, [settings.Credentials["token"]], clock);
        api = new TelegramApi(settings, sender);
        if (settings.Credentials.GetValueOrDefault("auditChatId") is { Length: > 0 } audit) search = new TelegramSearch(api, Chat, audit);
    }

    public ChannelSettings Settings { get; }

    private string Chat => Settings.Credentials["chatId"];

    /// <inheritdoc/>
    // A caption holds a quarter of what a message holds: words that somebody wrote longer go without photographs, and the page's own preview shows one.
    public PostText Compose(Order order)
    {
        if (Messages.Read(order.RemoteId) is { } standing) return PostWords.Compose(order, Settings.Id, standing.HavePhotographs ? PostLimit.TelegramCaption : PostLimit.Telegram);
        if (search is not null && order.Document.Media.Count > 0 && PostWords.Compose(order, Settings.Id, PostLimit.TelegramCaption) is { Text: not null } caption)
            return caption.With(order.Document.Media, PictureLimit.Telegram);
        return PostWords.Compose(order, Settings.Id, PostLimit.Telegram);
    }

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        if (order.Action != "publish")
        {
            if (Messages.Read(order.RemoteId) is not { } standing) return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
            if (order.Action == "withdraw" && clock.GetUtcNow() - order.PostedAt >= MayDelete)
                return new Preparation.Unfit("held", "Telegram lets a bot delete a post for 48 hours only; delete it by hand.");
            return Ready(ToChange(order, standing, words.Text ?? ""), after: null, photographs: 0);
        }
        IReadOnlyList<string> photographs = [];
        if (words.Media.Count > 0)
        {
            (photographs, var instead) = await StagePhotographs.HandleAsync(order, PictureLimit.Telegram, KeepsPhotographs, photograph => BringAsync(photograph, order, ct), ct);
            if (instead is not null) return instead;
        }
        long? after = null;
        if (search is not null)
        {
            // A first post has nothing before it that the ledger knows; what came before must not be searched each time.
            after = Messages.Read(order.NewestRemoteId)?.Ids[^1] ?? await search.NewestAsync(order, ct);
            if (after is null) return new Preparation.Later(null, "The channel's newest message cannot be found out now; without it an uncertain post could not be looked for.");
        }
        return Ready(ToPublish(order, words.Text ?? "", photographs), after, photographs.Count);
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        var exchange = await api.CallAsync(frozen.Method, RequestBody.Json(frozen.Request), order, ct);
        var answer = exchange.WithoutAnswer ?? TelegramAnswers.Judge(exchange, order, frozen.Photographs, Settings.BaseUrl);
        // The Bot API server says "retry after 5" also of what it had accepted and then dropped. Where we can look, we look.
        return answer is Answer.Throttled { After.TotalSeconds: 5 } && frozen.After is not null ? new Answer.Uncertain { Evidence = answer.Evidence } : answer;
    }

    /// <inheritdoc/>
    public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        if (order.Action != "publish") return new Finding.Absent { Evidence = "Not read: an edit or a deletion may be repeated, the same again gives the same." };
        if (search is null || frozen.After is not { } after)
            return new Finding.Unknowable("Telegram shows a bot no history. Look at the channel, or set up an audit chat.") { Evidence = "Not read: no auditChatId is configured." };
        return await search.FindAsync(order, after, Settings.BaseUrl, ct) switch
        {
            Finding.Present { RemoteId: { } first } found => found with { RemoteId = Messages.From(long.Parse(first, CultureInfo.InvariantCulture), frozen.Photographs).ToString() },
            var other => other,
        };
    }

    public void Dispose() => sender.Dispose();

    // Into the private chat, whose messages nobody reads: what Telegram holds is named by its file's id from then on.
    private async Task<StagePhotographs.Staged> BringAsync(FittedPhotograph photograph, Order order, CancellationToken ct)
    {
        var audit = Settings.Credentials["auditChatId"];
        var fields = new Dictionary<string, string> { ["chat_id"] = audit, ["disable_notification"] = "true" };
        var exchange = await api.CallAsync("sendPhoto", RequestBody.Multipart(fields, new FormFile("photo", photograph.Bytes, FittedPhotograph.MediaType)), order, ct);
        var message = exchange.Json?.Member("result");
        // Of its sizes the last is the largest.
        if (exchange.Status != 200 || message?.ListOf("photo").LastOrDefault().TextOf("file_id") is not { } file)
            return StagePhotographs.Staged.Not(exchange, exchange.Status is null or 200 ? null : TelegramAnswers.Judge(exchange, order, 0, Settings.BaseUrl));
        // Best effort: a picture left behind in a private chat does no harm.
        if (message?.NumberOf("message_id") is { } sent)
            await api.CallAsync("deleteMessage", RequestBody.Json(new JsonObject { ["chat_id"] = audit, ["message_id"] = sent }.ToJsonString()), order, ct);
        return StagePhotographs.Staged.As(file);
    }

    private (string Method, JsonObject Request) ToPublish(Order order, string text, IReadOnlyList<string> photographs)
    {
        var request = new JsonObject { ["chat_id"] = Chat };
        if (photographs.Count == 0)
        {
            AddText(request, order, text);
            return ("sendMessage", request);
        }
        if (photographs.Count == 1)
        {
            request["photo"] = photographs[0];
            AddCaption(request, order, text);
            return ("sendPhoto", request);
        }
        request["media"] = new JsonArray([.. photographs.Select(file => new JsonObject { ["type"] = "photo", ["media"] = file })]);
        AddCaption(request["media"]![0]!.AsObject(), order, text);   // there are several
        return ("sendMediaGroup", request);
    }

    private (string Method, JsonObject Request) ToChange(Order order, Messages standing, string text)
    {
        var request = new JsonObject { ["chat_id"] = Chat };
        if (order.Action == "withdraw" && standing.Ids.Count > 1)
        {
            request["message_ids"] = new JsonArray([.. standing.Ids.Select(id => JsonValue.Create(id))]);
            return ("deleteMessages", request);
        }
        request["message_id"] = standing.First;
        if (order.Action == "withdraw") return ("deleteMessage", request);
        if (standing.HavePhotographs) AddCaption(request, order, text);
        else AddText(request, order, text);
        return (standing.HavePhotographs ? "editMessageCaption" : "editMessageText", request);
    }

    private void AddText(JsonObject request, Order order, string text)
    {
        request["text"] = text;
        if (EntitiesOf(order, text) is { } entities) request["entities"] = entities;
        request["link_preview_options"] = new JsonObject { ["url"] = order.Page.AbsoluteUri };
    }

    private void AddCaption(JsonObject request, Order order, string text)
    {
        request["caption"] = text;
        if (EntitiesOf(order, text) is { } entities) request["caption_entities"] = entities;
    }

    // Entities instead of a markup language: nothing in a title needs escaping, and nothing in it is obeyed.
    private JsonArray? EntitiesOf(Order order, string text)
    {
        var title = text.IndexOf("\n\n", StringComparison.Ordinal);
        return !order.Document.ChannelTexts.ContainsKey(Settings.Id) && title > 0
            ? new JsonArray(new JsonObject { ["type"] = "bold", ["offset"] = 0, ["length"] = title })
            : null;
    }

    private static Preparation.Ready Ready((string Method, JsonObject Request) call, long? after, int photographs) =>
        new(JsonSerializer.SerializeToElement(new Frozen(call.Method, call.Request.ToJsonString(), after, photographs)));

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Method">The Bot API's method.</param>
    /// <param name="Request">Its exact JSON body.</param>
    /// <param name="After">The newest message id known before the first attempt; null where nothing will be searched.</param>
    /// <param name="Photographs">How many there are.</param>
    private sealed record Frozen(string Method, string Request, long? After, int Photographs);
}
