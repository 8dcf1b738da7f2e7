using System.Text.RegularExpressions;
using Akorda.Desk.Layout;

namespace Akorda.Desk.Translations;

/// <summary>What a check found, in the person's language. Translation says it in English; the Desk's English words are the same sentences with gaps, so that what stands in the gaps is found by them.</summary>
internal static class CheckWords
{
    internal static readonly IReadOnlyList<string> Keys =
    [
        "number.differ", "number.word-in-target", "number.word-in-source", "number.name-in-target", "number.name-in-source", "date.differ", "date.weekday",
        "link.missing", "link.added", "markup.loose", "markup.emphasis", "markup.strong", "language.cyrillic", "language.kazakh", "language.not-kazakh",
        "language.latin-kazakh", "language.latin-russian", "mixed-script", "invisible", "empty", "stale.changed", "stale.memory", "commented",
    ];

    private static readonly IReadOnlyList<(string Key, Regex Sentence)> Sentences = [.. Keys.Select(key => (Prefix + key, PatternOf(Words.In("en")[Prefix + key])))];

    private const string Prefix = "translations.found.";
    private const string Nothing = "none of them";

    /// <summary>The sentence in the person's language; null when there are no words for it.</summary>
    public static string? Of(Words words, string message)
    {
        foreach (var (key, sentence) in Sentences)
            if (sentence.Match(message) is { Success: true } match)
                return words[key, [.. match.Groups.Values.Skip(1).Select(group => group.Value == Nothing ? words["translations.found.nothing"] : group.Value)]];
        return null;
    }

    /// <summary>The source words that a stale target was made for; null when the message names none.</summary>
    public static string? TranslatedSource(SegmentCheck check) => PatternOf(Words.In("en")[Prefix + "stale.changed"]).Match(check.Message) is { Success: true } match ? match.Groups[1].Value : null;

    private static Regex PatternOf(string template) => new(
        "^" + Regex.Replace(Regex.Escape(template), @"\\\{\d}", "(.*)") + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
