using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Telegram;

/// <summary>Messages in the Bot API's form.</summary>
internal static class TelegramText
{
    /// <summary>What was marked by the sender, and the links that Telegram finds by itself.</summary>
    public static JsonArray? Entities(string text, JsonArray? given)
    {
        var entities = new JsonArray();
        foreach (var entity in given ?? []) entities.Add(entity?.DeepClone());
        foreach (Match link in Addresses.In(text)) entities.Add(new JsonObject { ["offset"] = link.Index, ["length"] = link.Length, ["type"] = "url" });
        return entities.Count == 0 ? null : entities;
    }

    /// <summary>Every address that the message leads to.</summary>
    public static IReadOnlyList<string> Links(string text, JsonObject parameters) =>
    [
        .. Addresses.In(text).Select(link => link.Value)
            .Concat((parameters["entities"] as JsonArray ?? []).Select(entity => entity?["url"]?.ToString()).OfType<string>())
            .Distinct(),
    ];

    /// <summary>A Message object.</summary>
    public static JsonObject Message(Post post, Chat chat)
    {
        var message = new JsonObject
        {
            ["message_id"] = long.Parse(post.Id, CultureInfo.InvariantCulture),
            ["sender_chat"] = ChatObject(chat),
            ["chat"] = ChatObject(chat),
            ["date"] = post.CreatedAt.ToUnixTimeSeconds(),
        };
        if (post.Pictures.Count == 0) message["text"] = post.Text;
        else
        {
            message["photo"] = new JsonArray([.. ((string[])["s", "x", "y"]).Select(size => new JsonObject { ["file_id"] = "AgACAgIAAx0" + post.Pictures[0].Name, ["file_unique_id"] = size + post.Pictures[0].Name[..12], ["width"] = 90, ["height"] = 60 })]);
            if (post.Text.Length > 0) message["caption"] = post.Text;
        }
        if (post.EditedAt is { } edited) message["edit_date"] = edited.ToUnixTimeSeconds();
        if (post.Entities is not null) message[post.Pictures.Count == 0 ? "entities" : "caption_entities"] = post.Entities.DeepClone();
        return message;
    }

    /// <summary>The Message object of a copy, which names where it comes from.</summary>
    public static JsonObject Forwarded(Post copy, Chat to, Post original, Chat from)
    {
        var message = Message(copy, to);
        message["forward_origin"] = new JsonObject
        {
            ["type"] = "channel",
            ["chat"] = ChatObject(from),
            ["message_id"] = long.Parse(original.Id, CultureInfo.InvariantCulture),
            ["date"] = original.CreatedAt.ToUnixTimeSeconds(),
        };
        return message;
    }

    private static JsonObject ChatObject(Chat chat) => new() { ["id"] = chat.Id, ["title"] = chat.Name, ["username"] = chat.Name, ["type"] = "channel" };
}
