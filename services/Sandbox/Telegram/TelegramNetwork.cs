using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Telegram;

/// <summary>Telegram's Bot API as far as channels need it. Like the real one it takes the same message as often as it is sent, and lists nothing.</summary>
public sealed partial class TelegramNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int LargestPicture = 10 * 1024 * 1024;
    private const int MostInAnAlbum = 10;
    private const string FileIds = "AgACAgIAAx0";
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
            "sendPhoto" => SendPhoto(call, parameters, language),
            "sendMediaGroup" => SendAlbum(call, parameters, language),
            "editMessageText" or "editMessageCaption" => Edit(call, parameters, language),
            "deleteMessage" => Delete(call, parameters, language),
            "deleteMessages" => DeleteAll(call, parameters, language),
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

    private Reply SendPhoto(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (PictureOf(call, parameters["photo"]) is not { } picture) return Error(400, "Bad Request: wrong file identifier/HTTP URL specified");
        if (Caption(parameters, out var text) is { } fault) return fault;
        return Ok(TelegramText.Message(journal.Keep("posted", WithCaption(NewIn(chat, call.At), text, parameters) with { Pictures = [picture] }), chat));
    }

    // All or nothing; each photograph is a message, and their ids follow each other.
    private Reply SendAlbum(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (parameters["media"] is not JsonArray { Count: >= 2 and <= MostInAnAlbum } media) return Error(400, "Bad Request: wrong number of media in the album");
        List<(JsonObject Item, Picture Picture, string Text)> items = [];
        foreach (var item in media.OfType<JsonObject>())
        {
            if (item["type"]?.ToString() != "photo" || PictureOf(call, item["media"]) is not { } picture) return Error(400, "Bad Request: wrong file identifier/HTTP URL specified");
            if (Caption(item, out var text) is { } fault) return fault;
            items.Add((item, picture, text));
        }
        var sent = items.Select(item => journal.Keep("posted", WithCaption(NewIn(chat, call.At), item.Text, item.Item) with { Pictures = [item.Picture] })).ToList();
        return Ok(new JsonArray([.. sent.Select(post => TelegramText.Message(post, chat))]));
    }

    private Reply Edit(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (Standing(chat, parameters, call) is not { } post) return Error(400, "Bad Request: message to edit not found");
        var ofCaption = OperationOf(call) == "editMessageCaption";
        if (ofCaption != post.Pictures.Count > 0) return Error(400, ofCaption ? "Bad Request: there is no caption in the message to edit" : "Bad Request: there is no text in the message to edit");
        if ((ofCaption ? Caption(parameters, out var text) : Words(parameters, out text)) is { } fault) return fault;
        var entities = TelegramText.Entities(text, parameters[ofCaption ? "caption_entities" : "entities"] as JsonArray);
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

    // What is not there is passed over (core.telegram.org/bots/api#deletemessages).
    private Reply DeleteAll(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } chat) return Error(400, "Bad Request: chat not found");
        if (parameters["message_ids"] is not JsonArray { Count: >= 1 and <= 100 } ids) return Error(400, "Bad Request: message identifiers are not specified");
        foreach (var post in ids.Select(id => journal.Find(Name, chat.Name, id?.ToString() ?? "")).OfType<Post>().Where(post => post.DeletedAt is null && call.At - post.CreatedAt < MayDelete).ToList())
            journal.Keep("deleted", post with { DeletedAt = call.At });
        return Ok(JsonValue.Create(true));
    }

    private Reply Forward(Call call, JsonObject parameters, string language)
    {
        if (Chat.Find(parameters, "chat_id", language) is not { } to || Chat.Find(parameters, "from_chat_id", language) is not { } from) return Error(400, "Bad Request: chat not found");
        if (Standing(from, parameters, call) is not { } post) return Error(400, "Bad Request: message to forward not found");
        var copy = journal.Keep("forwarded", NewIn(to, call.At) with { Text = post.Text, Entities = post.Entities?.DeepClone().AsArray(), Links = post.Links, Pictures = post.Pictures, Origin = post.Id });
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

    // Bytes that are sent along, or a file that Telegram has already.
    private Picture? PictureOf(Call call, JsonNode? given)
    {
        if (call.Files.TryGetValue("photo", out var bytes)) return Pictures.IsPicture(bytes) && bytes.Length <= LargestPicture ? new Picture(pictures.Keep(bytes), "") : null;
        var file = given?.ToString() ?? "";
        return file.StartsWith(FileIds, StringComparison.Ordinal) && pictures.Find(file[FileIds.Length..]) is not null ? new Picture(file[FileIds.Length..], "") : null;
    }

    private static Post WithCaption(Post post, string text, JsonObject parameters) => post with
    {
        Text = text,
        Entities = TelegramText.Entities(text, parameters["caption_entities"] as JsonArray),
        Links = TelegramText.Links(text, parameters),
    };

    private static Reply? Caption(JsonObject parameters, out string text)
    {
        text = (parameters["caption"]?.ToString() ?? "").Trim();
        return text.Length > LongestCaption ? Error(400, "Bad Request: message caption is too long") : null;
    }

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
