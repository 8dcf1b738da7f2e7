using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>The one way in which a body is parsed, and what several readers of the tree ask of it.</summary>
internal static class MarkdownTree
{
    /// <summary>How deep anything may be nested; deeper is refused, so that walking a tree never exhausts the stack.</summary>
    public const int MaxDepth = 24;

    private const string MediaScheme = "media:";

    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    public static MarkdownDocument Parse(string body) => Markdig.Markdown.Parse(body, Pipeline);

    /// <summary>The pictures of a paragraph that holds nothing else; empty for one with words.</summary>
    public static IReadOnlyList<Guid> PicturesOf(ParagraphBlock paragraph)
    {
        var pictures = new List<Guid>();
        foreach (var inline in paragraph.Inline ?? [])
        {
            if (inline is LineBreakInline) continue;
            if (inline is not LinkInline { IsImage: true } image || MediaOf(image) is not { } id) return [];
            pictures.Add(id);
        }
        return pictures;
    }

    public static Guid? MediaOf(LinkInline image) =>
        image.Url is { } url && url.StartsWith(MediaScheme, StringComparison.Ordinal) && Guid.TryParseExact(url[MediaScheme.Length..], "D", out var id) ? id : null;

    public static string PictureOf(Guid id) => $"![]({MediaScheme}{id:D})";

    /// <summary>The line break before a quotation's last line, where that line names the speaker; null when it does not.</summary>
    public static LineBreakInline? SpeakerBreakOf(ParagraphBlock paragraph)
    {
        var lineBreak = paragraph.Inline?.OfType<LineBreakInline>().LastOrDefault();
        return lineBreak?.NextSibling is LiteralInline words && IsSpeaker(words) ? lineBreak : null;
    }

    /// <summary>True for a paragraph of one line that names the speaker of the quotation above it.</summary>
    public static bool IsSpeakerLine(ParagraphBlock paragraph) =>
        paragraph.Inline?.FirstChild is LiteralInline words && IsSpeaker(words) && !paragraph.Inline.OfType<LineBreakInline>().Any();

    private static bool IsSpeaker(LiteralInline words) => words.Content.ToString().StartsWith("— ", StringComparison.Ordinal);

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = 64 }.UsePipeTables().UsePreciseSourceLocation();
        // A line of hyphens under a paragraph must not make a heading of it.
        if (builder.BlockParsers.Find<ParagraphBlockParser>() is { } paragraphs) paragraphs.ParseSetextHeadings = false;
        // Without entities no invisible character can hide behind one; without code spans nothing hides from the check of markup.
        builder.InlineParsers.TryRemove<HtmlEntityParser>();
        builder.InlineParsers.TryRemove<CodeInlineParser>();
        return builder.Build();
    }
}
