using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace Akorda.Texts;

/// <summary>Reads HTML as blocks, tag by tag and in one pass: no tree is built, because a tree of hostile HTML grows with the square of it.</summary>
internal sealed partial class HtmlBlocks
{
    private const int MaxOpen = 256;
    private const int MaxTables = 6;

    // What a start tag ends without saying so, up to what it lies in.
    private static readonly Dictionary<string, (string[] Ends, string[] Within)> Implied = new()
    {
        ["li"] = (["li"], ["ul", "ol", "menu", "table"]),
        ["dt"] = (["dt", "dd"], ["dl", "table"]),
        ["dd"] = (["dt", "dd"], ["dl", "table"]),
        ["tr"] = (["tr", "caption"], ["table"]),
        ["td"] = (["td", "th"], ["tr", "table"]),
        ["th"] = (["td", "th"], ["tr", "table"]),
        ["tbody"] = (["thead", "tbody", "tfoot", "caption"], ["table"]),
        ["thead"] = (["thead", "tbody", "tfoot", "caption"], ["table"]),
        ["tfoot"] = (["thead", "tbody", "tfoot", "caption"], ["table"]),
        ["a"] = (["a"], ["td", "th", "table"]),
    };

    private readonly List<HtmlElement> open = [];
    private readonly Stack<List<TextBlock>> targets = new([[]]);
    private readonly List<TextRun> runs = [];
    private IReadOnlyList<HtmlElement> around = [];
    private bool hasWords;
    private bool afterBreak;
    private int tooDeep;

    public static IReadOnlyList<TextBlock> Read(string html)
    {
        var reading = new HtmlBlocks();
        using var source = new TextSource(html);
        foreach (var token in source.Tokenize(new HtmlTokenizerOptions(new HtmlParserOptions())))
        {
            if (token is HtmlTagToken { Type: HtmlTokenType.StartTag } start) reading.Start(start.Name, start);
            else if (token is HtmlTagToken { Type: HtmlTokenType.EndTag } end) reading.End(end.Name);
            else if (token.Type == HtmlTokenType.Character) reading.Words(token.Data);
        }
        while (reading.open.Count > 0) reading.Close();
        reading.EndBlock();
        return reading.targets.Peek();
    }

    private void Start(string name, HtmlTagToken tag)
    {
        if (name == "br") Break();
        if (name == "hr") EndBlock();
        if (HtmlElement.Void.Contains(name)) return;
        var element = HtmlElement.Of(name, attribute => tag.Attributes.Any(one => one.Name == attribute) ? tag.GetAttribute(attribute) : null);
        if (element.IsBlock)
        {
            EndImplied(["p"], ["td", "th", "table"]);
            if (Implied.TryGetValue(name, out var implied)) EndImplied(implied.Ends, implied.Within);
            EndBlock();
        }
        else if (name == "a")
        {
            open.RemoveAll(other => other.Name == "a");
        }
        if (open.Count == MaxOpen)
        {
            tooDeep++;
            return;
        }
        open.Add(Placed(element, tag));
    }

    // Lists and tables, where they lie.
    private HtmlElement Placed(HtmlElement element, HtmlTagToken tag)
    {
        switch (element.Name)
        {
            case "ul" or "ol" or "menu":
                return element with { List = new HtmlElement.OpenList(InCell().Count(other => other.List is not null), element.Name == "ol" ? NumberOf(tag.GetAttribute("start")) : null) };
            case "li":
                var list = InCell().LastOrDefault(other => other.List is not null)?.List ?? new HtmlElement.OpenList(0, null);
                var item = new HtmlElement.OpenItem(list.Level, list.Next, drawn: false);
                list.Next++;
                return element with { Item = item };
            case "table" when open.Count(other => other.Table is not null) < MaxTables:
                return element with { Table = new HtmlTable() };
            case "tr":
                InCell().LastOrDefault(other => other.Table is not null)?.Table?.BeginRow();
                return element;
            case "td" or "th" when InCell().LastOrDefault(other => other.Table is not null)?.Table is { } table:
                targets.Push(table.BeginCell(tag.GetAttribute("colspan"), tag.GetAttribute("rowspan")));
                return element with { IsCell = true };
            default:
                return element;
        }
    }

    private static int NumberOf(string? start) => int.TryParse(start, out var number) && number is >= 0 and < 99_999_999 ? number : 1;

    // What lies around a block of words, as far as the cell that it stands in.
    private List<HtmlElement> InCell() => open.GetRange(open.FindLastIndex(element => element.IsCell) + 1, open.Count - open.FindLastIndex(element => element.IsCell) - 1);

    private void EndImplied(string[] ends, string[] within)
    {
        var at = open.FindLastIndex(element => ends.Contains(element.Name) || within.Contains(element.Name));
        if (at >= 0 && ends.Contains(open[at].Name)) CloseTo(at);
    }

    private void End(string name)
    {
        if (name == "br") Break();
        if (tooDeep > 0)
        {
            tooDeep--;
            if (new HtmlElement(name).IsBlock) EndBlock();
            return;
        }
        var at = open.FindLastIndex(element => element.Name == name || (element.IsCell || element.Table is not null) && name is not ("table" or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot"));
        if (at < 0 || open[at].Name != name)
        {
            if (new HtmlElement(name).IsBlock) EndBlock();
        }
        // The ends of looks may cross: only this one ends.
        else if (open[at].IsLook) open.RemoveAt(at);
        else CloseTo(at);
    }

    private void CloseTo(int at)
    {
        while (open.Count > at) Close();
    }

    private void Close()
    {
        var element = open[^1];
        if (element.IsBlock) EndBlock();
        if (element.IsCell) targets.Pop();
        open.RemoveAt(open.Count - 1);
        if (element.Table is { } table) targets.Peek().AddRange(table.End());
    }

    private void Words(string text)
    {
        if (open.Exists(element => element.Hidden)) return;
        var near = InCell();
        if (near.Exists(element => element.Mark))
        {
            near.LastOrDefault(element => element.Item is not null)?.Item?.Mark.Append(text);
            return;
        }
        if (near.Exists(element => element.Preformatted))
        {
            var lines = text.ReplaceLineEndings("\n").Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0) Break();
                Run(lines[i], near);
            }
            return;
        }
        Run(text.ReplaceLineEndings(" "), near);
    }

    private void Run(string text, List<HtmlElement> near)
    {
        if (!string.IsNullOrWhiteSpace(PlainText.Clean(text)))
        {
            if (!hasWords) around = near;
            (hasWords, afterBreak) = (true, false);
        }
        runs.Add(new TextRun(
            text,
            open.FindLast(element => element.Bold is not null)?.Bold ?? false,
            open.FindLast(element => element.Italic is not null)?.Italic ?? false,
            open.FindLast(element => element.Link is not null)?.Link));
    }

    // Two breaks are how an editor that knows no paragraphs ends one.
    private void Break()
    {
        if (open.Exists(element => element.Hidden)) return;
        if (afterBreak) EndBlock();
        else runs.Add(new TextRun("\n"));
        afterBreak = true;
    }

    private void EndBlock()
    {
        var words = hasWords ? new List<TextRun>(runs) : null;
        runs.Clear();
        (hasWords, afterBreak) = (false, false);
        if (words is null) return;
        var (target, item) = (targets.Peek(), around.LastOrDefault(element => element.Item is not null)?.Item);
        if (item is { Words: { } before } && target is [.., TextBlock.Item last] && ReferenceEquals(last.Runs, before)) before.AddRange(words.Prepend(new TextRun("\n")));
        else if (item is { Words: null }) target.Add(ItemOf(item, words));
        else if (around.Any(element => element.Quote)) target.Add(new TextBlock.Quotation(words));
        else if (around.Any(element => element.Heading)) target.Add(new TextBlock.Heading([.. words.Select(run => run with { Bold = false })]));
        else target.Add(new TextBlock.Paragraph(words));
    }

    private static TextBlock.Item ItemOf(HtmlElement.OpenItem item, List<TextRun> words)
    {
        item.Words = words;
        // Some programs write the mark among the words.
        if (item.IsDrawn && item.Mark.Length == 0 && DrawnMark().Match(words[0].Text) is { Success: true } mark)
        {
            item.Mark.Append(mark.Value);
            words[0] = words[0] with { Text = words[0].Text[mark.Length..] };
        }
        return new TextBlock.Item(item.Level, item.Number, words);
    }

    [GeneratedRegex(@"^\s*(?:[·•▪◦§o\uF0B7\uF0A7-]|\(?[0-9]{1,8}[.)])[\s\u00A0]+")]
    private static partial Regex DrawnMark();
}
