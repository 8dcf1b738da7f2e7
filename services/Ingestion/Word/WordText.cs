using Akorda.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Akorda.Ingestion.Word;

/// <summary>The text of a Word file as blocks. Tracked changes count as accepted; comments, headers and footers are no part of it.</summary>
internal sealed class WordText
{
    /// <summary>Footnotes and endnotes were left out.</summary>
    public const string Notes = "notes";

    /// <summary>Pictures were left out: linked, unreadable, of another format or too many.</summary>
    public const string LeftOutPictures = "pictures";

    /// <summary>Embedded objects were left out, or equations became plain words.</summary>
    public const string Objects = "objects";

    private readonly List<TextBlock> blocks = [];
    private readonly SortedSet<string> leftOut = new(StringComparer.Ordinal);
    private readonly WordStyles styles;
    private readonly WordNumbering numbering;
    private readonly WordPictures pictures;
    private readonly WordRuns runs;
    private readonly CancellationToken ct;
    private TextBlock? titled;
    private TextBlock? highest;

    private WordText(MainDocumentPart main, Func<Guid> newId, CancellationToken ct)
    {
        (styles, numbering, pictures, this.ct) = (new WordStyles(main), new WordNumbering(main), new WordPictures(newId, leftOut), ct);
        runs = new WordRuns(main, styles, pictures, leftOut);
    }

    /// <summary>The text, its title included.</summary>
    public IReadOnlyList<TextBlock> Blocks => blocks;

    /// <summary>What the file itself calls its title: a paragraph of that style, else its first heading of the highest level, else a heading that it begins with.</summary>
    public TextBlock? Title => titled ?? highest ?? blocks.FirstOrDefault(block => block is not TextBlock.Picture) as TextBlock.Heading;

    /// <summary>The pictures that the blocks show.</summary>
    public IReadOnlyList<WordPicture> Pictures => pictures.All;

    /// <summary>What of the file is not in the blocks.</summary>
    public ISet<string> LeftOut => leftOut;

    /// <summary>Reads a file's body.</summary>
    public static WordText Read(Body body, MainDocumentPart main, Func<Guid> newId, CancellationToken ct)
    {
        var text = new WordText(main, newId, ct);
        text.Children(body);
        return text;
    }

    private void Children(OpenXmlElement? element)
    {
        foreach (var child in element?.ChildElements ?? []) Block(child);
    }

    private void Block(OpenXmlElement element)
    {
        ct.ThrowIfCancellationRequested();
        switch (element)
        {
            case Paragraph paragraph:
                OfParagraph(paragraph);
                break;
            case Table table:
                OfTable(table);
                break;
            case SdtBlock content:
                Children(content.SdtContentBlock);
                break;
            case CustomXmlBlock or InsertedRun or MoveToRun:
                Children(element);
                break;
            case AlternateContent choice:
                Children((OpenXmlElement?)choice.GetFirstChild<AlternateContentChoice>() ?? choice.GetFirstChild<AlternateContentFallback>());
                break;
            case OpenXmlUnknownElement when runs.Read(element).OfType<TextRun>().ToList() is { Count: > 0 } words:
                blocks.Add(new TextBlock.Paragraph(words));
                break;
            case AltChunk:
                leftOut.Add(Objects);
                break;
        }
    }

    private void OfParagraph(Paragraph paragraph)
    {
        var (kind, level) = styles.KindOf(paragraph.ParagraphProperties);
        var parts = runs.Read(paragraph);
        if (kind == WordKind.Contents) return;
        var item = kind == WordKind.Text && parts.Any(part => part is TextRun) ? numbering.Next(styles.ListOf(paragraph.ParagraphProperties)) : null;
        var words = new List<TextRun>();
        void End()
        {
            if (words.TrueForAll(run => string.IsNullOrWhiteSpace(PlainText.Clean(run.Text)))) words.Clear();
            if (words.Count == 0) return;
            TextBlock block = kind switch
            {
                WordKind.Title or WordKind.Heading => new TextBlock.Heading([.. words.Select(run => run with { Bold = false })]),
                WordKind.Quotation => new TextBlock.Quotation([.. words]),
                _ when item is { } place => new TextBlock.Item(place.Level, place.Number, [.. words]),
                _ => new TextBlock.Paragraph([.. words]),
            };
            blocks.Add(block);
            // A picture in an item parts its words; what follows is no second item.
            (words, item) = ([], null);
            if (kind == WordKind.Title) titled ??= block;
            if (kind == WordKind.Heading && level == 0) highest ??= block;
        }
        foreach (var part in parts)
        {
            if (part is TextRun run) words.Add(run);
            if (part is not TextBlock.Picture picture) continue;
            End();
            blocks.Add(picture);
        }
        End();
        foreach (var box in parts.OfType<TextBoxContent>()) Children(box);
    }

    private void OfTable(Table table)
    {
        var rows = new List<TextRow>();
        var begin = blocks.Count;
        foreach (var row in Rows(table))
        {
            var cells = new List<IReadOnlyList<TextRun>>();
            foreach (var cell in Cells(row))
            {
                var first = blocks.Count;
                Children(cell);
                cells.Add([.. blocks.Skip(first).SelectMany(block => block.Words.Append(new TextRun(" ")))]);
                for (var i = 1; i < Math.Clamp(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, 1, 20); i++) cells.Add([]);
            }
            rows.Add(new TextRow(cells));
        }
        // One column is a frame around a text, and its blocks are the text.
        if (rows.TrueForAll(row => row.Cells.Count <= 1)) return;
        TextBlock.Picture[] shown = [.. blocks.Skip(begin).OfType<TextBlock.Picture>()];
        blocks.RemoveRange(begin, blocks.Count - begin);
        // A title in a cell is a word among others.
        if (titled is not null && !blocks.Contains(titled)) titled = null;
        if (highest is not null && !blocks.Contains(highest)) highest = null;
        blocks.Add(new TextBlock.Table(rows));
        blocks.AddRange(shown);
    }

    private static IEnumerable<TableRow> Rows(OpenXmlElement table) => table.ChildElements.SelectMany(child => child switch
    {
        TableRow row => [row],
        SdtRow or SdtContentRow or CustomXmlRow => Rows(child),
        _ => [],
    });

    private static IEnumerable<TableCell> Cells(OpenXmlElement row) => row.ChildElements.SelectMany(child => child switch
    {
        TableCell cell => [cell],
        SdtCell or SdtContentCell or CustomXmlCell => Cells(child),
        _ => [],
    });
}
