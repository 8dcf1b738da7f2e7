using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Akorda.Ingestion.Word;

/// <summary>What a paragraph is.</summary>
internal enum WordKind
{
    Text,
    Title,
    Heading,
    Quotation,

    /// <summary>A table of contents: made from the headings, and no part of the text.</summary>
    Contents,
}

/// <summary>The styles of a Word file. Their ids are in the language of the author's Word; their names are not.</summary>
internal sealed class WordStyles
{
    private const int MaxChain = 20;

    private readonly Dictionary<string, Style> styles = [];

    public WordStyles(MainDocumentPart main)
    {
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id) styles.TryAdd(id, style);
    }

    /// <summary>What a paragraph is, and how deep a heading lies: 0 is the highest.</summary>
    public (WordKind Kind, int Level) KindOf(ParagraphProperties? properties)
    {
        if (properties?.OutlineLevel?.Val?.Value is { } own and < 9) return (WordKind.Heading, own);
        foreach (var style in Chain(properties?.ParagraphStyleId?.Val?.Value))
        {
            var name = style.StyleName?.Val?.Value?.ToLowerInvariant() ?? "";
            if (name is "title") return (WordKind.Title, 0);
            if (name is "quote" or "intense quote" or "block text") return (WordKind.Quotation, 0);
            if (name.StartsWith("toc ", StringComparison.Ordinal) || name is "toc heading") return (WordKind.Contents, 0);
            if (name is ['h', 'e', 'a', 'd', 'i', 'n', 'g', ' ', >= '1' and <= '9']) return (WordKind.Heading, name[^1] - '1');
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } level and < 9) return (WordKind.Heading, level);
        }
        return (WordKind.Text, 0);
    }

    /// <summary>The list that a paragraph is an item of; its own word counts more than its style's.</summary>
    public NumberingProperties? ListOf(ParagraphProperties? properties) =>
        properties?.NumberingProperties
        ?? Chain(properties?.ParagraphStyleId?.Val?.Value).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(list => list is not null);

    /// <summary>Whether a run is bold or italic, by its own word or by its style's.</summary>
    public (bool Bold, bool Italic) LookOf(RunProperties? properties)
    {
        Style[] chain = [.. Chain(properties?.RunStyle?.Val?.Value)];
        return (IsOn(properties?.Bold) ?? First(chain, style => style.StyleRunProperties?.Bold), IsOn(properties?.Italic) ?? First(chain, style => style.StyleRunProperties?.Italic));
    }

    private static bool First(Style[] chain, Func<Style, OnOffType?> look) => chain.Select(style => IsOn(look(style))).FirstOrDefault(on => on is not null) ?? false;

    // Named without a value it is on.
    private static bool? IsOn(OnOffType? look) => look is null ? null : look.Val?.Value ?? true;

    private IEnumerable<Style> Chain(string? id)
    {
        for (var i = 0; i < MaxChain && id is not null && styles.TryGetValue(id, out var style); i++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }
}
