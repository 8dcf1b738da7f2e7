using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>The Markdown profile: paragraphs, <c>##</c> headings, quotations whose last line may name the speaker (<c>— Name</c>), lists, tables, links (https, mailto), emphasis, images as <c>![](media:ID)</c>. Nothing else; the same function renders the preview and the public page.</summary>
public static class Markdown
{
    /// <summary>What in a body is outside the profile.</summary>
    /// <returns>Faults, each with its line (from 1); empty when the body is within the profile.</returns>
    public static IReadOnlyList<MarkdownFault> Check(string body) => new MarkdownProfile().Check(body);

    /// <summary>Ids of the media that a body shows, in order.</summary>
    /// <param name="body">A body within the profile.</param>
    public static IReadOnlyList<Guid> MediaIn(string body) =>
        [.. MarkdownTree.Parse(body).OfType<ParagraphBlock>().SelectMany(MarkdownTree.PicturesOf)];

    /// <summary>The words of each link, in order.</summary>
    /// <param name="body">A body within the profile.</param>
    public static IReadOnlyList<string> LinkWordsIn(string body) =>
        [.. MarkdownTree.Parse(body).Descendants<LinkInline>().Where(link => !link.IsImage).Select(link => string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString())))];

    /// <summary>The body as safe HTML, with a stable <c>id</c> for each block (<c>p1</c>, <c>p2</c> …).</summary>
    /// <param name="body">A body within the profile.</param>
    /// <param name="picture">Makes the HTML of a picture from its media id; answers null for one that is not shown.</param>
    public static string ToHtml(string body, Func<Guid, string?> picture) => MarkdownHtml.Render(body, picture);

    /// <summary>The body's words without markup, for feeds and posts.</summary>
    /// <param name="body">A body within the profile.</param>
    public static string ToPlainText(string body) => MarkdownPlainText.Of(body);
}

/// <summary>Something outside the Markdown profile.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Rule">What is wrong, in a sentence.</param>
public sealed record MarkdownFault(int Line, string Rule);
