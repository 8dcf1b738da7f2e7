using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Telegram;

/// <summary>Telegram's Bot API as far as channels need it. Like the real one it takes the same message as often as it is sent, and lists nothing.</summary>
public sealed partial class TelegramNetwork(Journal journal) : INetwork
{
    private const int LongestText = 4096;
    private static readonly TimeSpan MayDelete = TimeSpan.FromHours(48);

    public string Name => "telegram";

    public string OperationOf(Call call) => Route().Match(call.Path) is { Success: true } route ? route.Groups["method"].Value : "unknown";

    public string LanguageOf(Call call) => Token().Match(call.Path) is { Success: true } token ? token.Groups["language"].Value : "";

    public Reply Throttle(int? retryAfter) => new(429, new JsonObject
    {
        ["ok"] = false,
        ["error_code"] = 429,
        ["description"] = "Too Many Requests" + (retryAfter is null ? "" : $": retry after {retryAfter}"),
        ["parameters"] = retryAfter is { } seconds ? new JsonObject { ["retry_after"] = seconds } : null,
    });

    public Reply Fail() => Error(500, "Internal Server Error: restart");

    public Reply Answer(Call call)
    {
        if (!Route().IsMatch(call.Path)) return Error(404, "Not Found");
        var language = LanguageOf(call);
        if (language.Length == 0) return Error(401, "Unauthorized");
        if (call.Parameters() is not { } parameters) return Error(400, "Bad Request: can't parse JSON object");
        return OperationOf(call) switch
        {
            "getMe" => Ok(new JsonObject { ["id"] = 1, ["is_bot"] = true, ["first_name"] = "Sandbox", ["username"] = $"sandbox_{language}_bot" }),
            "sendMessage" => Send(call, parameters, language),
            "editMessageText" => Edit(call, parameters, language),
            "deleteMessage" => Delete(call, parameters, language),
            "forwardMessage" => Forward(call, parameters, language),
            _ => Error(404, "Not Found"),
        };
    }

    private Reply Send(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (Words(parameters, out var text) is { } fault) return fault;
        var post = journal.Keep("posted", NewIn(chat, call.At) with { Text = text, Entities = TelegramText.Entities(text, parameters["entities"] as JsonArray), Links = TelegramText.Links(text, parameters) });
        return Ok(TelegramText.Message(post, chat));
    }

    private Reply Edit(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (Standing(chat, parameters, call) is not { } post) return Error(400, "Bad Request: message to edit not found");
        if (Words(parameters, out var text) is { } fault) return fault;
        var entities = TelegramText.Entities(text, parameters["entities"] as JsonArray);
        if (text == post.Text && JsonNode.DeepEquals(entities, post.Entities))
            return Error(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        return Ok(TelegramText.Message(journal.Keep("edited", post with { Text = text, Entities = entities, Links = TelegramText.Links(text, parameters), EditedAt = call.At }), chat));
    }

    private Reply Delete(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (Standing(chat, parameters, call) is not { } post) return Error(400, "Bad Request: message to delete not found");
        if (call.At - post.CreatedAt >= MayDelete) return Error(400, "Bad Request: message can't be deleted for everyone");
        journal.Keep("deleted", post with { DeletedAt = call.At });
        return Ok(JsonValue.Create(true));
    }

    private Reply Forward(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } to || Chat.Find(parameters, "from_chat_id", language) is not { } from) return Error(400, "Bad Request: chat not found");
        if (Standing(from, parameters, call) is not { } post) return Error(400, "Bad Request: message to forward not found");
        var copy = journal.Keep("forwarded", NewIn(to, call.At) with { Text = post.Text, Entities = post.Entities?.DeepClone().AsArray(), Links = post.Links, Origin = post.Id });
        return Ok(TelegramText.Forwarded(copy, to, post, from));
    }

    private Post? Standing(Chat chat, JsonObject parameters, Call call) =>
        journal.Find(Name, chat.Name, parameters["message_id"]?.ToString() ?? "") is { DeletedAt: null } post && post.CreatedAt <= call.SeesUntil ? post : null;

    // Ids are counted by chat, and a deleted message keeps its own.
    private Post NewIn(Chat chat, DateTimeOffset at) => new()
    {
        Network = Name,
        Account = chat.Name,
        Language = chat.Language,
        Id = (journal.Of(Name, chat.Name).Count + 1).ToString(CultureInfo.InvariantCulture),
        Text = "",
        Links = [],
        Public = chat.Public,
        CreatedAt = at,
    };

    private static Reply? Words(JsonObject parameters, out string text)
    {
        text = (parameters["text"]?.ToString() ?? "").Trim();
        if (text.Length == 0) return Error(400, "Bad Request: message text is empty");
        return text.Length > LongestText ? Error(400, "Bad Request: message is too long") : null;
    }

    private static Reply Ok(JsonNode result) => new(200, new JsonObject { ["ok"] = true, ["result"] = result });

    private static Reply Error(int code, string description) => new(code, new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description });

    [GeneratedRegex("^/bot(?<token>[^/]+)/(?<method>[A-Za-z]+)$")]
    private static partial Regex Route();

    [GeneratedRegex("^/bot1:sandbox-telegram-(?<language>[a-z]{2})/")]
    private static partial Regex Token();
}
