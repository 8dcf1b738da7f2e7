using System.Text.Json.Nodes;

namespace Akorda.Journeys.Telemetry;

/// <summary>An event every part of which holds a word that stands nowhere else: where such a word is heard, embargoed text got out.</summary>
internal sealed class Canaries
{
    private readonly List<string> words = [];

    /// <summary>All that were made.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>A new word of this name, in letters that no encoding changes; without figures, which translators would be asked for.</summary>
    public string Word(string name)
    {
        var word = $"Canary{name}{(char)('a' + words.Count / 26)}{(char)('a' + words.Count % 26)}";
        words.Add(word);
        return word;
    }

    /// <summary>A draft in Kazakh with a photograph and a text of its own for a channel.</summary>
    public JsonObject Draft(JsonNode photograph)
    {
        var draft = Sample.Draft($" {Word("Title")}");
        draft["lead"] = $"{Sample.Sentence("kk", 3)} {Word("Lead")}";
        draft["place"] = $"Ақорда {Word("Place")}";
        draft["body"] = $"## {Sample.Sentence("kk", 0)} {Word("Heading")}\n\n{Sample.Body("kk")} {Word("Body")}\n\n- {Sample.Sentence("kk", 3)} {Word("Item")}";
        draft["media"] = new JsonArray(new JsonObject
        {
            ["id"] = (string)photograph["id"]!,
            ["alt"] = $"{Sample.Sentence("kk", 0)} {Word("Alt")}",
            ["caption"] = $"{Sample.Sentence("kk", 3)} {Word("Caption")}",
            ["credit"] = $"Ақорда {Word("Credit")}",
        });
        draft["channelTexts"] = new JsonObject { ["telegram-kk"] = $"{Sample.Sentence("kk", 0)} {Word("Telegram")}" };
        return draft;
    }

    /// <summary>Translates a segment of it, with a word of the translator's own.</summary>
    public Func<JsonNode, string> Into(string language) => segment =>
    {
        var source = (string)segment["source"]!;
        var known = Enumerable.Range(0, 4).Any(index => source.StartsWith(Sample.Sentence("kk", index), StringComparison.Ordinal));
        return $"{(known ? Sample.Into(language)(segment) : language == "ru" ? "Акорда" : "Akorda")} {Word("Translated")}";
    };
}
