using System.Globalization;

namespace Akorda.Texts;

/// <summary>A table of HTML while it is read. A cell holds blocks until it is known whether the table is one, or only a way to lay a page out.</summary>
internal sealed class HtmlTable
{
    private const int MostSpanned = 12;

    private readonly List<List<Cell>> rows = [];

    private sealed record Cell(List<TextBlock> Blocks, int Columns, int Rows);

    public void BeginRow() => rows.Add([]);

    /// <summary>Begins a cell and answers where its blocks go.</summary>
    public List<TextBlock> BeginCell(string? columns, string? below)
    {
        if (rows.Count == 0) BeginRow();
        var cell = new Cell([], SpanOf(columns), SpanOf(below));
        rows[^1].Add(cell);
        return cell.Blocks;
    }

    /// <summary>What the table is once it has ended: blocks under each other when it has one column.</summary>
    public IEnumerable<TextBlock> End()
    {
        if (rows.TrueForAll(row => row.Sum(cell => cell.Columns) <= 1)) return rows.SelectMany(row => row.SelectMany(cell => cell.Blocks));
        var taken = new Dictionary<int, int>();
        return [new TextBlock.Table([.. rows.Where(row => row.Count > 0).Select(row => RowOf(row, taken))])];
    }

    // A cell that reaches over others leaves their places empty.
    private static TextRow RowOf(List<Cell> row, Dictionary<int, int> taken)
    {
        var cells = new List<IReadOnlyList<TextRun>>();
        void Skip()
        {
            while (taken.GetValueOrDefault(cells.Count) > 0)
            {
                taken[cells.Count]--;
                cells.Add([]);
            }
        }
        foreach (var cell in row)
        {
            Skip();
            var words = cell.Blocks.SelectMany(block => block.Words.Append(new TextRun(" "))).ToList();
            for (var column = 0; column < cell.Columns; column++)
            {
                if (cell.Rows > 1) taken[cells.Count] = cell.Rows - 1;
                cells.Add(column == 0 ? words : []);
            }
        }
        Skip();
        return new TextRow(cells);
    }

    private static int SpanOf(string? span) => int.TryParse(span, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MostSpanned) : 1;
}
