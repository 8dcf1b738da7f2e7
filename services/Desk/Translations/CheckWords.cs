using Akorda.Desk.Layout;

namespace Akorda.Desk.Translations;

/// <summary>What a check found, in the person's language.</summary>
internal static class CheckWords
{
    private const string SourceChanged = "stale.changed";
    private const string Nothing = "none of them";

    private static readonly Sentences Found = new("translations.found.",
    [
        "number.differ", "number.word-in-target", "number.word-in-source", "number.name-in-target", "number.name-in-source", "date.differ", "date.weekday",
        "link.missing", "link.added", "markup.loose", "markup.emphasis", "markup.strong", "language.cyrillic", "language.kazakh", "language.not-kazakh",
        "language.latin-kazakh", "language.latin-russian", "mixed-script", "invisible", "empty", SourceChanged, "stale.memory", "commented",
    ]);

    /// <summary>The sentence; null when there are no words for it.</summary>
    public static string? Of(Words words, string message) => Found.In(words, message.Replace(Nothing, words["translations.found.nothing"], StringComparison.Ordinal));

    /// <summary>The source words that a stale target was made for; null when the message names none.</summary>
    public static string? TranslatedSource(SegmentCheck check) => Found.Find(check.Message) is (SourceChanged, [var source]) ? source : null;
}
