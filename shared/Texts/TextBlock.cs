namespace Akorda.Texts;

/// <summary>A block of a text that was written elsewhere, as far as the Markdown profile can say it.</summary>
public abstract record TextBlock
{
    private TextBlock()
    {
    }

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(IReadOnlyList<TextRun> Runs) : TextBlock;

    /// <summary>A heading.</summary>
    public sealed record Heading(IReadOnlyList<TextRun> Runs) : TextBlock;

    /// <summary>A paragraph of a quotation; those that follow each other are one quotation.</summary>
    public sealed record Quotation(IReadOnlyList<TextRun> Runs) : TextBlock;

    /// <summary>An item of a list; those that follow each other are one list.</summary>
    /// <param name="Level">How deep the list lies in others; 0 at the top.</param>
    /// <param name="Number">Null in a list without numbers.</param>
    public sealed record Item(int Level, int? Number, IReadOnlyList<TextRun> Runs) : TextBlock;

    /// <summary>A table; its first row is the header. A row may be shorter than others.</summary>
    public sealed record Table(IReadOnlyList<TextRow> Rows) : TextBlock;

    /// <summary>A picture by itself.</summary>
    public sealed record Picture(Guid Id) : TextBlock;

    /// <summary>All words of the block, however it is made.</summary>
    public IReadOnlyList<TextRun> Words => this switch
    {
        Paragraph block => block.Runs,
        Heading block => block.Runs,
        Quotation block => block.Runs,
        Item block => block.Runs,
        Table block => [.. block.Rows.SelectMany(row => row.Cells).SelectMany(cell => cell.Append(new TextRun(" ")))],
        _ => [],
    };
}

/// <summary>A row of a table.</summary>
public sealed record TextRow(IReadOnlyList<IReadOnlyList<TextRun>> Cells);

/// <summary>Words that look alike. They are words whatever characters they hold; a line feed is a line break.</summary>
/// <param name="Link">Where they lead; only https and mailto are kept.</param>
public sealed record TextRun(string Text, bool Bold = false, bool Italic = false, string? Link = null);
