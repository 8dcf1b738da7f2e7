using System.Globalization;
using System.Text.Json.Nodes;

namespace Akorda.Sandbox.Telegram;

/// <summary>A chat that a bot of the sandbox belongs to: its language's channel, or the private one where forwarded copies go.</summary>
internal sealed record Chat(string Name, string Language, bool Public)
{
    /// <summary>The numeric id, the same at each start.</summary>
    public long Id => -1_001_000_000_000 - Name.Aggregate(7L, (hash, letter) => ((hash * 31) + letter) % 1_000_000_000);

    /// <summary>The chat that a parameter names, if the language's bot belongs to it.</summary>
    public static Chat? Find(JsonObject parameters, string member, string language)
    {
        var asked = parameters[member]?.ToString();
        Chat[] chats = [new($"sandbox_{language}", language, Public: true), new($"sandbox_{language}_audit", language, Public: false)];
        return chats.FirstOrDefault(chat => asked == "@" + chat.Name || asked == chat.Id.ToString(CultureInfo.InvariantCulture));
    }
}
