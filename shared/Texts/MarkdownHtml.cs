using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ganss.Xss;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>Renders a body. Only what the profile knows has a rendering; anything else is shown as the text that it is.</summary>
internal sealed partial class MarkdownHtml
{
    // The second wall: it would hold if the rendering above it were wrong. Pictures are set in behind it, so it lets no address of an image through.
    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(["p", "h2", "ul", "ol", "li", "blockquote", "footer", "cite", "strong", "em", "a", "img", "br", "table", "thead", "tbody", "tr", "th", "td"]),
        AllowedAttributes = new HashSet<string>(["id", "href", "start", "scope", "data-media"]),
        AllowedSchemes = new HashSet<string>(["https", "mailto"]),
        UriAttributes = new HashSet<string>(["href"]),
    });

    private readonly StringBuilder html = new();
    private readonly string body;
    private int blocks;

    private MarkdownHtml(string body) => this.body = body;

    public static string Render(string body, Func<Guid, string?> picture)
    {
        var rendering = new MarkdownHtml(body);
        foreach (var block in MarkdownTree.Parse(body)) rendering.Block(block, 1, top: true);
        var safe = Sanitizer.Sanitize(rendering.html.ToString());
        return PicturePlace().Replace(safe, place => picture(Guid.ParseExact(place.Groups[1].ValueSpan, "D")) ?? "");
    }

    [GeneratedRegex("<img data-media=\"([0-9a-f-]{36})\">")]
    private static partial Regex PicturePlace();

    private void Block(Block block, int depth, bool top)
    {
        if (depth > MarkdownTree.MaxDepth) return;
        switch (block)
        {
            case ParagraphBlock paragraph when top && MarkdownTree.PicturesOf(paragraph) is { Count: > 0 } pictures:
                foreach (var id in pictures) html.Append(CultureInfo.InvariantCulture, $"<img data-media=\"{id:D}\">\n");
                break;
            case ParagraphBlock paragraph:
                Element("p", top, () => Inlines(paragraph.Inline, depth + 1));
                break;
            case HeadingBlock { Level: 2 } heading:
                Element("h2", top, () => Inlines(heading.Inline, depth + 1));
                break;
            case QuoteBlock quote:
                Element("blockquote", top, () => Quotation(quote, depth + 1));
                break;
            case ListBlock list:
                Element(list.IsOrdered ? "ol" : "ul", top, () => Items(list, depth + 1), list is { IsOrdered: true, OrderedStart: { } start and not "1" } ? $" start=\"{start}\"" : "");
                break;
            case Table table:
                Element("table", top, () => Rows(table, depth + 1));
                break;
            default:
                Element("p", top, () => Source(block));
                break;
        }
    }

    private void Element(string name, bool top, Action content, string attributes = "")
    {
        html.Append('<').Append(name);
        if (top) html.Append(CultureInfo.InvariantCulture, $" id=\"p{++blocks}\"");
        html.Append(attributes).Append('>');
        content();
        html.Append("</").Append(name).Append('>');
        if (top) html.Append('\n');
    }

    private void Quotation(QuoteBlock quote, int depth)
    {
        foreach (var block in quote)
        {
            var last = block == quote.LastChild;
            if (block is not ParagraphBlock { Inline: { } words } paragraph)
            {
                Block(block, depth, top: false);
            }
            else if (last && quote.Count > 1 && MarkdownTree.IsSpeakerLine(paragraph))
            {
                Speaker(words.FirstChild, depth);
            }
            else
            {
                var speaker = last ? MarkdownTree.SpeakerBreakOf(paragraph) : null;
                Element("p", top: false, () => Inlines(words.TakeWhile(inline => inline != speaker), depth));
                if (speaker is not null) Speaker(speaker.NextSibling, depth);
            }
        }
    }

    private void Speaker(Inline? first, int depth) => Element("footer", top: false, () =>
    {
        html.Append("— ");
        Element("cite", top: false, () =>
        {
            if (first is LiteralInline dash) Text(dash.Content.ToString()[2..]);
            for (var inline = first?.NextSibling; inline is not null; inline = inline.NextSibling) Inline(inline, depth);
        });
    });

    private void Items(ListBlock list, int depth)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            Element("li", top: false, () =>
            {
                foreach (var block in item)
                {
                    if (block is ParagraphBlock paragraph && !list.IsLoose) Inlines(paragraph.Inline, depth + 1);
                    else Block(block, depth + 1, top: false);
                }
            });
        }
    }

    private void Rows(Table table, int depth)
    {
        foreach (var (section, cell, rows) in new[] { ("thead", "th", table.OfType<TableRow>().Where(row => row.IsHeader)), ("tbody", "td", table.OfType<TableRow>().Where(row => !row.IsHeader)) })
        {
            if (!rows.Any()) continue;
            Element(section, top: false, () =>
            {
                foreach (var row in rows)
                    Element("tr", top: false, () => Cells(row, cell, depth));
            });
        }
    }

    private void Cells(TableRow row, string cell, int depth)
    {
        foreach (var words in row.OfType<TableCell>())
            Element(cell, top: false, () => Inlines(words.OfType<ParagraphBlock>().SelectMany(paragraph => paragraph.Inline ?? []), depth + 1), row.IsHeader ? " scope=\"col\"" : "");
    }

    private void Inlines(IEnumerable<Inline>? inlines, int depth)
    {
        if (depth > MarkdownTree.MaxDepth) return;
        foreach (var inline in inlines ?? []) Inline(inline, depth);
    }

    private void Inline(Inline inline, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Text(literal.Content.ToString());
                break;
            case LineBreakInline lineBreak:
                html.Append(lineBreak.IsHard ? "<br>\n" : "\n");
                break;
            case EmphasisInline emphasis:
                Element(emphasis.DelimiterCount == 2 ? "strong" : "em", top: false, () => Inlines(emphasis, depth + 1));
                break;
            case LinkInline { IsImage: false } link:
                html.Append("<a href=\"");
                Text(link.Url ?? "");
                html.Append("\">");
                Inlines(link, depth + 1);
                html.Append("</a>");
                break;
            default:
                Source(inline);
                break;
        }
    }

    private void Source(MarkdownObject what)
    {
        if (what.Span is { IsEmpty: false, Start: >= 0 } span && span.End < body.Length) Text(body.Substring(span.Start, span.Length));
    }

    private void Text(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                default: html.Append(c); break;
            }
        }
    }
}
