using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>Finds what in a body is outside the profile.</summary>
internal sealed class MarkdownProfile
{
    // The parser's time grows with the square of these: 50,000 open links take it twenty seconds.
    private const int MaxLinks = 2_000;

    private readonly List<MarkdownFault> faults = [];

    public IReadOnlyList<MarkdownFault> Check(string body)
    {
        if (Count(body, "](") > MaxLinks || Count(body, "]:") > MaxLinks) return [new MarkdownFault(1, "the text has too many links")];
        try
        {
            foreach (var block in MarkdownTree.Parse(body)) CheckBlock(block, 1);
        }
        catch (ArgumentException)   // how the parser says that its own limit of nesting is reached
        {
            return [new MarkdownFault(1, "something is nested too deeply")];
        }
        return [.. faults.OrderBy(fault => fault.Line).Distinct()];
    }

    private static int Count(string body, string mark) => body.AsSpan().Count(mark);

    private void CheckBlock(Block block, int depth)
    {
        if (depth > MarkdownTree.MaxDepth)
        {
            Fault(block, "something is nested too deeply");
            return;
        }
        switch (block)
        {
            case ParagraphBlock paragraph when MarkdownTree.PicturesOf(paragraph).Count > 0:
                foreach (var image in paragraph.Inline?.OfType<LinkInline>() ?? []) CheckImage(image);
                break;
            case ParagraphBlock paragraph:
                CheckInlines(paragraph.Inline, depth + 1);
                break;
            case HeadingBlock heading:
                if (heading.Level != 2) Fault(heading, "a heading begins with ##");
                if (heading.Inline?.FirstChild is null) Fault(heading, "a heading needs words");
                CheckInlines(heading.Inline, depth + 1);
                break;
            case QuoteBlock or ListBlock or Table:
                CheckContainer(block, depth);
                break;
            case LinkReferenceDefinitionGroup definitions:
                foreach (var definition in definitions) Fault(definition, "a link's address stands in the link itself: [words](https://…)");
                break;
            default:
                Fault(block, block switch
                {
                    HtmlBlock => "HTML is not allowed",
                    CodeBlock => "code blocks are not allowed: begin the line without four spaces, a tab or ```",
                    _ => "only paragraphs, ## headings, quotations, lists, tables and pictures are allowed",
                });
                break;
        }
    }

    private void CheckContainer(Block block, int depth)
    {
        switch (block)
        {
            case QuoteBlock quote:
                if (quote.Count == 0) Fault(quote, "a quotation needs words");
                CheckChildren(quote, child => child is ParagraphBlock, "a quotation holds paragraphs and nothing else", depth);
                break;
            case ListBlock list:
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    if (item.Count == 0) Fault(item, "a list item needs words");
                    CheckChildren(item, child => child is ParagraphBlock or ListBlock, "a list item holds words and lists and nothing else", depth);
                }
                break;
            case Table table:
                foreach (var cell in table.OfType<TableRow>().SelectMany(row => row.OfType<TableCell>()))
                    CheckChildren(cell, child => child is ParagraphBlock, "a table's cell holds words and nothing else", depth);
                break;
        }
    }

    private void CheckChildren(ContainerBlock container, Func<Block, bool> allowed, string rule, int depth)
    {
        foreach (var child in container)
        {
            if (!allowed(child)) Fault(child, rule);
            else if (child is ParagraphBlock paragraph) CheckInlines(paragraph.Inline, depth + 1);
            else CheckBlock(child, depth + 1);
        }
    }

    private void CheckInlines(ContainerInline? inlines, int depth)
    {
        foreach (var inline in inlines ?? [])
        {
            if (depth > MarkdownTree.MaxDepth)
            {
                Fault(inline, "something is nested too deeply");
                return;
            }
            switch (inline)
            {
                case LiteralInline or LineBreakInline:
                    break;
                case EmphasisInline emphasis:
                    CheckInlines(emphasis, depth + 1);
                    break;
                case LinkInline { IsImage: true }:
                    Fault(inline, "a picture stands alone, as ![](media:ID)");
                    break;
                case LinkInline link:
                    CheckLink(link);
                    CheckInlines(link, depth + 1);
                    break;
                case HtmlInline:
                    Fault(inline, "HTML is not allowed");
                    break;
                default:
                    Fault(inline, "write a link as [words](https://…)");
                    break;
            }
        }
    }

    private void CheckImage(LinkInline image)
    {
        if (image.FirstChild is not null || image.Title is { Length: > 0 } || image.Reference is not null)
            Fault(image, "a picture is written ![](media:ID); its words belong to the medium");
    }

    private void CheckLink(LinkInline link)
    {
        if (link.Reference is not null) Fault(link, "a link's address stands in the link itself: [words](https://…)");
        else if (!IsAllowed(link.Url)) Fault(link, "a link leads to https:// or mailto:");
        if (link.Title is { Length: > 0 }) Fault(link, "a link has no title");
        if (link.FirstChild is null) Fault(link, "a link needs words");
    }

    /// <summary>True for an address that a link may lead to.</summary>
    public static bool IsAllowed(string? url) =>
        url is not null
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '\\' or '`' or '|')
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (url.StartsWith("https://", StringComparison.Ordinal) && uri is { Scheme: "https", Host.Length: > 0, UserInfo: "" }
            || url.StartsWith("mailto:", StringComparison.Ordinal) && url.Contains('@', StringComparison.Ordinal));

    private void Fault(MarkdownObject where, string rule) => faults.Add(new MarkdownFault(where.Line + 1, rule));
}
