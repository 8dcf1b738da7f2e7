using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>A body's words without markup: a blank line between blocks, list items and table rows on lines of their own.</summary>
internal static class MarkdownPlainText
{
    public static string Of(string body)
    {
        var lines = new List<string>();
        foreach (var block in MarkdownTree.Parse(body))
        {
            if (lines.Count > 0 && lines[^1].Length > 0) lines.Add("");
            AddBlock(lines, block, "", 1);
        }
        return string.Join('\n', lines).Trim();
    }

    /// <summary>The words of inline markup; a line break of the source is a space, one that was asked for stays.</summary>
    public static string Of(IEnumerable<Inline> inlines, int depth)
    {
        var words = new StringBuilder();
        if (depth > MarkdownTree.MaxDepth) return "";
        foreach (var inline in inlines)
        {
            words.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                LineBreakInline lineBreak => lineBreak.IsHard ? "\n" : " ",
                LinkInline { IsImage: true } => "",
                ContainerInline container => Of(container, depth + 1),
                _ => "",
            });
        }
        return words.ToString();
    }

    private static void AddBlock(List<string> lines, Block block, string mark, int depth)
    {
        if (depth > MarkdownTree.MaxDepth) return;
        switch (block)
        {
            case LeafBlock { Inline: { } inlines } leaf:
                var speaker = leaf is ParagraphBlock { Parent: QuoteBlock } paragraph ? MarkdownTree.SpeakerBreakOf(paragraph) : null;
                AddLine(lines, mark + Of(inlines.TakeWhile(inline => inline != speaker), depth));
                if (speaker is not null) AddLine(lines, Of(inlines.SkipWhile(inline => inline != speaker).Skip(1), depth));
                break;
            case ListBlock list:
                var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    var first = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "";
                    foreach (var child in item)
                    {
                        AddBlock(lines, child, first, depth + 1);
                        first = "";
                    }
                }
                break;
            case TableRow row:
                AddLine(lines, string.Join(" | ", row.OfType<TableCell>().Select(cell => Of(cell.OfType<LeafBlock>().SelectMany(words => words.Inline ?? []), depth).Trim())));
                break;
            case ContainerBlock container:
                foreach (var child in container) AddBlock(lines, child, "", depth + 1);
                break;
        }
    }

    private static void AddLine(List<string> lines, string line)
    {
        if (line.Trim() is { Length: > 0 } words) lines.Add(words);
    }
}
