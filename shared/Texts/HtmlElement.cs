using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Akorda.Texts;

/// <summary>An open element of HTML that is read: what its name, its class and its style say about the words in it. What it does not say is null, and whatever is around it holds.</summary>
internal sealed partial record HtmlElement(string Name)
{
    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ];

    private static readonly HashSet<string> Looks = ["a", "b", "big", "cite", "code", "em", "font", "i", "ins", "mark", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u"];

    /// <summary>Elements that have no end.</summary>
    public static readonly IReadOnlySet<string> Void = new HashSet<string>(["area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"]);

    // What is taken away from a text, and what never was text.
    private static readonly HashSet<string> Unread = ["del", "script", "style", "template", "title", "xml"];

    public bool? Bold { get; private init; }
    public bool? Italic { get; private init; }
    public string? Link { get; private init; }
    public bool Hidden { get; private init; }
    public bool Heading { get; private init; }
    public bool Quote { get; private init; }
    public bool Preformatted { get; private init; }

    /// <summary>Words in it are the mark of a list's item as Word draws it.</summary>
    public bool Mark { get; private init; }

    /// <summary>The list that it is, or the item.</summary>
    public OpenList? List { get; init; }

    /// <inheritdoc cref="List"/>
    public OpenItem? Item { get; init; }

    /// <summary>The table that it is.</summary>
    public HtmlTable? Table { get; init; }

    /// <summary>It is a cell: what is around it says nothing about the blocks in it.</summary>
    public bool IsCell { get; init; }

    /// <summary>Begins and ends a block of words.</summary>
    public bool IsBlock => Blocks.Contains(Name);

    /// <summary>Says how words look and nothing else, so that its end may come among others.</summary>
    public bool IsLook => Looks.Contains(Name);

    /// <summary>A list and where its next item stands.</summary>
    public sealed class OpenList(int level, int? next)
    {
        public int Level => level;
        public int? Next { get; set; } = next;
    }

    /// <summary>An item of a list. Its first block is the item; what follows is said after a line break.</summary>
    public sealed class OpenItem(int level, int? number, bool drawn)
    {
        public int Level => level;
        public int? Number => drawn ? NumberOf(Mark.ToString()) : number;
        public bool IsDrawn => drawn;
        public StringBuilder Mark { get; } = new();
        public List<TextRun>? Words { get; set; }
    }

    /// <summary>Reads a start tag.</summary>
    public static HtmlElement Of(string name, Func<string, string?> attribute)
    {
        var style = (attribute("style") ?? "").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var kind = attribute("class") ?? "";
        var heading = name is ['h', >= '1' and <= '6'];
        return new HtmlElement(name)
        {
            Bold = Weight().Match(style) is { Success: true } weight ? IsBold(weight.Groups[1].Value) : name is "b" or "strong" ? true : null,
            Italic = Slant().Match(style) is { Success: true } slant ? slant.Groups[1].Value != "normal" : name is "i" or "em" ? true : null,
            Link = name == "a" ? attribute("href") : null,
            Hidden = Unread.Contains(name) || attribute("hidden") is not null || Away().IsMatch(style),
            Heading = heading || kind.StartsWith("MsoTitle", StringComparison.Ordinal),
            Quote = name == "blockquote" || kind.StartsWith("MsoQuote", StringComparison.Ordinal) || kind.StartsWith("MsoIntenseQuote", StringComparison.Ordinal),
            Preformatted = name is "pre" or "textarea",
            Mark = style.Contains("mso-list:ignore", StringComparison.Ordinal),
            Item = !heading && name is "p" or "div" ? DrawnItem(kind, style) : null,
        };
    }

    // Word writes no lists: each item is a paragraph that draws its own mark and says in its style how deep it lies.
    private static OpenItem? DrawnItem(string kind, string style)
    {
        if (DrawnLevel().Match(style) is { Success: true } level) return new OpenItem(int.Parse(level.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1, null, drawn: true);
        return kind.StartsWith("MsoListParagraph", StringComparison.Ordinal) || kind.StartsWith("MsoListBullet", StringComparison.Ordinal) ? new OpenItem(0, null, drawn: true) : null;
    }

    private static int? NumberOf(string mark) => DrawnNumber().Match(mark) switch
    {
        { Success: false } => null,
        { Groups: [_, { Success: true } figures, ..] } => int.Parse(figures.ValueSpan, CultureInfo.InvariantCulture),
        _ => 1,
    };

    private static bool IsBold(string weight) => weight is "bold" or "bolder" || (int.TryParse(weight, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 600);

    [GeneratedRegex("(?:^|;)font-weight:([a-z0-9]+)")]
    private static partial Regex Weight();

    [GeneratedRegex("(?:^|;)font-style:([a-z]+)")]
    private static partial Regex Slant();

    [GeneratedRegex("(?:^|;)(?:display:none|visibility:hidden|mso-hide:all)")]
    private static partial Regex Away();

    [GeneratedRegex("(?:^|;)mso-list:[^;]*level([1-9])")]
    private static partial Regex DrawnLevel();

    [GeneratedRegex(@"^\s*\(?(?:([0-9]{1,8})|\p{L}{1,4})[.)]")]
    private static partial Regex DrawnNumber();
}
