using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Akorda.Texts;

/// <summary>A body as blocks with words: it can be written again with other words in the same blocks.</summary>
internal sealed class MarkdownBody
{
    private readonly MarkdownDocument tree;
    private readonly List<(LeafBlock Block, string Kind, string Text)> words = [];

    private MarkdownBody(MarkdownDocument tree)
    {
        this.tree = tree;
        foreach (var leaf in tree.Descendants<LeafBlock>())
        {
            var text = WordsOf(leaf);
            if (text.Length > 0) words.Add((leaf, KindOf(leaf), text));
        }
    }

    /// <summary>The words of each block that has some, in order, with the kind of their segment.</summary>
    public IEnumerable<(string Kind, string Text)> Words => words.Select(block => (block.Kind, block.Text));

    /// <summary>Reads a body within the profile.</summary>
    public static MarkdownBody Parse(string body) => new(MarkdownTree.Parse(body));

    /// <summary>The body with these words instead, one for each of <see cref="Words"/>: the same blocks in the same order, whatever the words hold.</summary>
    public string With(IReadOnlyList<string> targets)
    {
        var written = Write([.. words.Zip(targets, (block, target) => MarkdownWords.Fit(target, block.Kind))]);
        // Words that are harmless alone may still act on their neighbours (a bracket in one cell, its counterpart in the next).
        return Kinds(Parse(written)).SequenceEqual(Kinds(this)) && Markdown.Check(written).Count == 0
            ? written
            : Write([.. words.Zip(targets, (block, target) => MarkdownWords.Escape(target, block.Kind))]);
    }

    private static IEnumerable<string> Kinds(MarkdownBody body) => body.words.Select(block => block.Kind);

    private string Write(IReadOnlyList<string> texts)
    {
        var byBlock = words.Zip(texts, (block, text) => (block.Block, text)).ToDictionary(pair => pair.Block, pair => pair.text);
        var blocks = tree.Where(block => block is not LinkReferenceDefinitionGroup).Select(block => BlockOf(block, byBlock));
        return string.Join("\n\n", blocks);
    }

    private static string BlockOf(Block block, Dictionary<LeafBlock, string> texts) => block switch
    {
        ParagraphBlock paragraph when MarkdownTree.PicturesOf(paragraph) is { Count: > 0 } pictures => string.Join('\n', pictures.Select(MarkdownTree.PictureOf)),
        HeadingBlock heading => "## " + texts.GetValueOrDefault(heading, ""),
        LeafBlock leaf => texts.GetValueOrDefault(leaf, ""),
        QuoteBlock quote => Indented("> ", "> ", string.Join("\n\n", quote.Select(child => BlockOf(child, texts)))).Replace("> \n", ">\n", StringComparison.Ordinal),
        ListBlock list => ListOf(list, texts),
        Table table => TableOf(table, texts),
        ContainerBlock container => string.Join("\n\n", container.Select(child => BlockOf(child, texts))),
        _ => "",
    };

    private static string ListOf(ListBlock list, Dictionary<LeafBlock, string> texts)
    {
        var items = new List<string>();
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered
                ? string.Create(CultureInfo.InvariantCulture, $"{number++}{list.OrderedDelimiter} ")
                : $"{list.BulletType} ";
            var between = list.IsLoose ? "\n\n" : "\n";
            items.Add(Indented(mark, new string(' ', mark.Length), string.Join(between, item.Select(child => BlockOf(child, texts)))));
        }
        return string.Join(list.IsLoose ? "\n\n" : "\n", items);
    }

    private static string TableOf(Table table, Dictionary<LeafBlock, string> texts)
    {
        var lines = new List<string>();
        foreach (var row in table.OfType<TableRow>())
        {
            lines.Add("|" + string.Concat(row.OfType<TableCell>().Select(cell =>
                $" {string.Join(' ', cell.OfType<LeafBlock>().Select(words => texts.GetValueOrDefault(words, "")))} |")));
            if (!row.IsHeader) continue;
            lines.Add("|" + string.Concat(row.Select((_, column) => table.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment switch
            {
                TableColumnAlign.Left => " :--- |",
                TableColumnAlign.Center => " :---: |",
                TableColumnAlign.Right => " ---: |",
                _ => " --- |",
            })));
        }
        return string.Join('\n', lines);
    }

    private static string Indented(string first, string others, string text)
    {
        var lines = text.Split('\n');
        var written = new StringBuilder(first).Append(lines[0]);
        foreach (var line in lines.Skip(1)) written.Append('\n').Append(line.Length > 0 || others[0] == '>' ? others + line : "");
        return written.ToString();
    }

    private static string WordsOf(LeafBlock leaf)
    {
        if (leaf is ParagraphBlock paragraph && MarkdownTree.PicturesOf(paragraph).Count > 0) return "";
        var text = MarkdownWords.Of(leaf.Inline ?? []).Trim();
        return leaf.Parent is TableCell ? text.Replace("\\|", "|", StringComparison.Ordinal) : text;
    }

    private static string KindOf(LeafBlock leaf) => leaf switch
    {
        HeadingBlock => "heading",
        { Parent: QuoteBlock } => "quote",
        { Parent: ListItemBlock } => "item",
        { Parent: TableCell } => "cell",
        _ => "paragraph",
    };
}
