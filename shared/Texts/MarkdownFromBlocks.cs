using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>Writes blocks that come from elsewhere as a body within the Markdown profile. Every word stays a word; a look that the profile cannot say with certainty is let go.</summary>
public sealed class MarkdownFromBlocks
{
    private const int MaxLevel = 7;
    private const int MaxCells = 20_000;
    private const int MaxColumns = 60;
    private const int MaxLinks = 1_000;

    private int links;

    private MarkdownFromBlocks()
    {
    }

    /// <summary>The body; always within the profile.</summary>
    public static string Write(IReadOnlyList<TextBlock> blocks)
    {
        var writing = new MarkdownFromBlocks();
        var groups = Groups(blocks).ToList();
        var body = Joined(groups.Select(writing.Group));
        // Each group stands by itself; should two of them ever act on each other, the words are still what matters.
        return Markdown.Check(body).Count == 0 ? body : Joined(groups.Select(Words));
    }

    private static string Joined(IEnumerable<string> groups) => string.Join("\n\n", groups.Where(group => group.Length > 0)).Normalize(NormalizationForm.FormC);

    // Items that follow each other are one list, and paragraphs of a quotation one quotation.
    private static IEnumerable<IReadOnlyList<TextBlock>> Groups(IReadOnlyList<TextBlock> blocks)
    {
        for (var begin = 0; begin < blocks.Count;)
        {
            var end = begin + 1;
            while (blocks[begin] is TextBlock.Item or TextBlock.Quotation && end < blocks.Count && blocks[end].GetType() == blocks[begin].GetType()) end++;
            yield return [.. blocks.Skip(begin).Take(end - begin)];
            begin = end;
        }
    }

    private string Group(IReadOnlyList<TextBlock> group)
    {
        if (group is [TextBlock.Picture picture]) return MarkdownTree.PictureOf(picture.Id);
        var tidy = group.Select(Tidy).ToList();
        if (tidy.TrueForAll(block => block.Texts.All(text => text.Length == 0))) return "";
        var linked = tidy.Sum(block => block.Texts.Sum(text => text.Parts(0, text.Length, run => run.Link).Count(part => text[part.From].Link is not null)));
        var first = links + linked > MaxLinks ? Markup.None : Markup.All;
        for (var markup = first; markup <= Markup.None; markup++)
        {
            if (Block(tidy, markup) is not { } written || !Stands(written, tidy)) continue;
            if (markup < Markup.None) links += linked;
            return written;
        }
        return Words(group);
    }

    private static string Words(IReadOnlyList<TextBlock> group) => string.Join(
        "\n\n", group.Select(block => MarkdownRuns.Write(TidyText.Of(block.Words, line: false), Markup.None, heading: false)).Where(text => text.Length > 0));

    private static TidyBlock Tidy(TextBlock block) => block switch
    {
        TextBlock.Table table => new TidyBlock(block, [.. table.Rows.SelectMany(row => row.Cells).Select(cell => TidyText.Of(cell, line: true))]),
        _ => new TidyBlock(block, [TidyText.Of(block.Words, line: block is TextBlock.Heading)]),
    };

    private static string? Block(IReadOnlyList<TidyBlock> blocks, Markup markup) => blocks[0].Block switch
    {
        TextBlock.Heading => "## " + MarkdownRuns.Write(blocks[0].Texts[0], markup, heading: true),
        TextBlock.Quotation => Quotation(blocks, markup),
        TextBlock.Item => List(blocks, markup),
        TextBlock.Table table => TableOf(table, blocks[0].Texts, markup),
        _ => MarkdownRuns.Write(blocks[0].Texts[0], markup, heading: false),
    };

    private static string Quotation(IReadOnlyList<TidyBlock> blocks, Markup markup) => string.Join("\n>\n", blocks
        .Where(block => block.Texts[0].Length > 0)
        .Select(block => "> " + MarkdownRuns.Write(block.Texts[0], markup, heading: false).Replace("\n", "\n> ", StringComparison.Ordinal)));

    private static string List(IReadOnlyList<TidyBlock> blocks, Markup markup)
    {
        var list = new StringBuilder();
        // For each list that is open: how far its items' words stand in, and the number of its next item.
        var open = new List<(int Indent, int? Next)>();
        foreach (var block in blocks.Where(block => block.Texts[0].Length > 0))
        {
            var item = (TextBlock.Item)block.Block;
            var level = Math.Clamp(item.Level, 0, Math.Min(open.Count, MaxLevel));
            if (open.Count > level + 1) open.RemoveRange(level + 1, open.Count - level - 1);
            var goesOn = open.Count == level + 1 && open[level].Next is null == item.Number is null;
            var indent = level == 0 ? 0 : open[level - 1].Indent;
            // Inside another list a paragraph is open, and only the number 1 ends it.
            var number = item.Number is null ? (int?)null : goesOn ? open[level].Next : level > 0 ? 1 : Math.Clamp(item.Number.Value, 0, 99_999_999);
            var mark = number is null ? "- " : string.Create(CultureInfo.InvariantCulture, $"{number}. ");
            if (list.Length > 0) list.Append(goesOn || open.Count == level ? "\n" : "\n\n");
            if (open.Count == level + 1) open.RemoveAt(level);
            open.Add((indent + mark.Length, number + 1));
            var words = MarkdownRuns.Write(block.Texts[0], markup, heading: false);
            list.Append(' ', indent).Append(mark).Append(words.Replace("\n", "\n" + new string(' ', indent + mark.Length), StringComparison.Ordinal));
        }
        return list.ToString();
    }

    private static string? TableOf(TextBlock.Table table, IReadOnlyList<TidyText> cells, Markup markup)
    {
        var width = table.Rows.Max(row => row.Cells.Count);
        if (width is 0 or > MaxColumns || width * table.Rows.Count > MaxCells) return null;
        var lines = new List<string>();
        var at = 0;
        foreach (var row in table.Rows)
        {
            var line = new StringBuilder("|");
            for (var column = 0; column < width; column++)
                line.Append(' ').Append(column < row.Cells.Count ? MarkdownRuns.Write(cells[at++], markup, heading: false) : "").Append(" |");
            lines.Add(line.ToString());
            if (lines.Count == 1) lines.Add("|" + string.Concat(Enumerable.Repeat(" --- |", width)));
        }
        return string.Join('\n', lines);
    }

    // Read back, it is what it was meant to be: the same blocks with the same words.
    private static bool Stands(string written, IReadOnlyList<TidyBlock> blocks)
    {
        if (Markdown.Check(written).Count > 0) return false;
        var tree = MarkdownTree.Parse(written);
        var kind = blocks[0].Block switch
        {
            TextBlock.Heading => tree is [HeadingBlock],
            TextBlock.Quotation => tree is [QuoteBlock],
            TextBlock.Item => tree.All(block => block is ListBlock),
            TextBlock.Table => tree is [Table],
            _ => tree is [ParagraphBlock],
        };
        var shown = tree.Descendants<LeafBlock>().Select(Shown).Where(text => text.Length > 0);
        return kind && shown.SequenceEqual(blocks.SelectMany(block => block.Texts).Select(text => text.Text).Where(text => text.Length > 0));
    }

    private static string Shown(LeafBlock leaf) => string.Concat((leaf.Inline?.Descendants() ?? []).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        LineBreakInline => "\n",
        _ => "",
    }));

    private sealed record TidyBlock(TextBlock Block, IReadOnlyList<TidyText> Texts);
}
