using System.Text.RegularExpressions;
using Akorda.Texts;
using Akorda.Translation.Segments;

namespace Akorda.Translation.Checks;

/// <summary>A source and its target, read once for all checks.</summary>
public sealed class CheckedSegment(string kind, string source, string target, string sourceLanguage, string language)
{
    public string SourceLanguage => sourceLanguage;
    public string Language => language;
    public CheckedText Source { get; } = CheckedText.Of(kind, source, sourceLanguage);
    public CheckedText Target { get; } = CheckedText.Of(kind, target, language);
}

/// <summary>One side of a segment.</summary>
/// <param name="Raw">As it was written.</param>
/// <param name="Prose">What is read as language: no markup, no addresses, every kind of space a plain one.</param>
/// <param name="Markup">The markup; of kinds that are shown as they stand, only the words.</param>
/// <param name="Links">Every address, in links and in the words.</param>
/// <param name="Figures">Numbers and dates.</param>
public sealed partial record CheckedText(string Raw, string Prose, InlineMarkup Markup, IReadOnlyList<string> Links, Figures Figures)
{
    public static CheckedText Of(string kind, string text, string language)
    {
        var markup = SegmentRules.IsMarkdown(kind) ? InlineMarkup.Of(text, kind) : new InlineMarkup(text, 0, 0, []);
        var bare = Address().Matches(markup.Words).Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', '»', '”', '"'));
        var prose = Space().Replace(Address().Replace(markup.Words, " "), " ");
        return new CheckedText(text, prose, markup, [.. markup.Links, .. bare], Figures.Read(prose, language));
    }

    [GeneratedRegex(@"https?://[^\s<>]+|www\.[^\s<>]+|(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+|(?<![\w.@-])([a-z0-9-]+\.)+(kz|com|org|int|net|gov|ru|info|eu)(/[^\s<>]*)?(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // Thousands are kept apart by any of these; each counts as a plain space.
    [GeneratedRegex("[\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000\\t]")]
    private static partial Regex Space();
}
