using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Telegram;

/// <summary>A Telegram channel. The network knows no key, refuses no duplicate and lists no history, so an uncertain post is looked for by its possible ids.</summary>
public sealed class TelegramChannel : IChannel, IDisposable
{
    private static readonly TimeSpan MayDelete = TimeSpan.FromHours(48);

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
    public PostText Compose(Order order) => PostWords.Compose(order, Settings.Id, PostLimit.Telegram);

    /// <inheritdoc/>
    public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
    {
        var words = Compose(order);
        if (words.Unfit is not null) return new Preparation.Unfit("held", words.Unfit);
        var request = new JsonObject { ["chat_id"] = Chat };
        if (order.Action != "publish")
        {
            if (!long.TryParse(order.RemoteId, NumberStyles.None, CultureInfo.InvariantCulture, out var post))
                return new Preparation.Unfit("skipped", "No post of this event stands on this channel.");
            if (order.Action == "withdraw" && clock.GetUtcNow() - order.PostedAt >= MayDelete)
                return new Preparation.Unfit("held", "Telegram lets a bot delete a post for 48 hours only; delete it by hand.");
            request["message_id"] = post;
        }
        if (order.Action != "withdraw") AddText(request, order, words.Text ?? "");

        long? after = null;
        if (order.Action == "publish" && search is not null)
        {
            // A first post has nothing before it that the ledger knows; what came before must not be searched each time.
            after = long.TryParse(order.NewestRemoteId, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : await search.NewestAsync(order, ct);
            if (after is null) return new Preparation.Later(null, "The channel's newest message cannot be found out now; without it an uncertain post could not be looked for.");
        }
        return new Preparation.Ready(JsonSerializer.SerializeToElement(new Frozen(MethodOf(order), request.ToJsonString(), after)));
    }

    /// <inheritdoc/>
    public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
    {
        var frozen = Read(prepared);
        var exchange = await api.CallAsync(frozen.Method, frozen.Request, order, ct);
        var answer = exchange.WithoutAnswer ?? TelegramAnswers.Judge(exchange, order, Settings.BaseUrl);
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
        return await search.FindAsync(order, after, Settings.BaseUrl, ct);
    }

    public void Dispose() => sender.Dispose();

    private static string MethodOf(Order order) => order.Action switch
    {
        "publish" => "sendMessage",
        "correct" => "editMessageText",
        "withdraw" => "deleteMessage",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Action, "No such action."),
    };

    private void AddText(JsonObject request, Order order, string text)
    {
        request["text"] = text;
        // Entities instead of a markup language: nothing in a title needs escaping, and nothing in it is obeyed.
        var title = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (!order.Document.ChannelTexts.ContainsKey(Settings.Id) && title > 0)
            request["entities"] = new JsonArray(new JsonObject { ["type"] = "bold", ["offset"] = 0, ["length"] = title });
        request["link_preview_options"] = new JsonObject { ["url"] = order.Page.AbsoluteUri };
    }

    private static Frozen Read(JsonElement prepared) => prepared.Deserialize<Frozen>() ?? throw new InvalidDataException("A prepared delivery holds no request.");

    /// <param name="Method">The Bot API's method.</param>
    /// <param name="Request">Its exact JSON body.</param>
    /// <param name="After">The newest message id known before the first attempt; null where nothing will be searched.</param>
    private sealed record Frozen(string Method, string Request, long? After);
}
