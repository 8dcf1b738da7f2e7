using System.Text;
using System.Text.RegularExpressions;

namespace Akorda.Texts;

/// <summary>How much of a text's look is kept when it is written as Markdown. What cannot be kept with certainty is let go, step by step; the words never are.</summary>
internal enum Markup
{
    All,
    WithoutItalics,
    LinksOnly,
    None,
}

/// <summary>Writes the words of one block as inline Markdown: their characters as text, their look as markup.</summary>
internal sealed partial class MarkdownRuns
{
    private const string AlwaysMarks = @"\*[]<|";
    private const int MaxUrl = 2_000;

    private readonly TidyText text;
    private readonly Markup markup;
    private readonly bool[] escaped;
    private readonly StringBuilder written = new();
    private int closedAt = -1;

    private MarkdownRuns(TidyText text, Markup markup, bool heading)
    {
        (this.text, this.markup) = (text, markup);
        escaped = Escapes(text.Text, everything: markup == Markup.None, heading);
    }

    /// <summary>Writes a block's words.</summary>
    /// <param name="heading">Number signs at its end would count as its frame.</param>
    public static string Write(TidyText text, Markup markup, bool heading)
    {
        var runs = new MarkdownRuns(text, markup, heading);
        foreach (var (from, to) in text.Parts(0, text.Length, run => run.Link)) runs.Link(from, to);
        return runs.written.ToString();
    }

    private void Link(int from, int to)
    {
        var (first, end) = text.Trim(from, to);
        if (markup == Markup.None || first == end || UrlOf(text[from].Link) is not { } url)
        {
            Strong(from, to);
            return;
        }
        Words(from, first);
        written.Append('[');
        Strong(first, end);
        written.Append("](").Append(url).Append(')');
        Words(end, to);
    }

    private void Strong(int from, int to)
    {
        foreach (var part in text.Parts(from, to, run => run.Bold))
        {
            if (text[part.From].Bold && markup is Markup.All or Markup.WithoutItalics) Marked("**", part.From, part.To, to, Emphasis);
            else Emphasis(part.From, part.To);
        }
    }

    private void Emphasis(int from, int to)
    {
        foreach (var part in text.Parts(from, to, run => run.Italic))
        {
            if (text[part.From].Italic && markup == Markup.All) Marked("*", part.From, part.To, to, Words);
            else Words(part.From, part.To);
        }
    }

    private void Marked(string mark, int from, int to, int endOfLink, Action<int, int> inner)
    {
        var (first, end) = text.Trim(from, to);
        if (first == end)
        {
            Words(from, to);
            return;
        }
        Words(from, first);
        // Two marks side by side would be read as one; and a mark between a letter and a punctuation mark is none.
        var stands = written.Length != closedAt
            && Opens(written.Length == 0 ? ' ' : written[^1], text.Text[first])
            && Opens(end < endOfLink ? text.Text[end] : end < text.Length ? ']' : ' ', text.Text[end - 1]);
        if (stands) written.Append(mark);
        inner(first, end);
        if (stands)
        {
            written.Append(mark);
            closedAt = written.Length;
        }
        Words(end, to);
    }

    // CommonMark's flanking rule, which is the same at both ends.
    private static bool Opens(char outside, char inside) => !IsMark(inside) || char.IsWhiteSpace(outside) || IsMark(outside);

    private static bool IsMark(char c) => char.IsPunctuation(c) || char.IsSymbol(c);

    private void Words(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (escaped[i]) written.Append('\\');
            written.Append(text.Text[i] == '\n' ? "\\\n" : text.Text[i]);
        }
    }

    private static bool[] Escapes(string text, bool everything, bool heading)
    {
        var escaped = new bool[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            escaped[i] = everything && text[i] is > ' ' and < '\u007f' && IsMark(text[i])
                || AlwaysMarks.Contains(text[i], StringComparison.Ordinal)
                // Inside a word an underscore is a letter.
                || text[i] == '_' && !(i > 0 && i + 1 < text.Length && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]))
                // The profile counts these pairs as links before it reads anything.
                || text[i] is '(' or ':' && i > 0 && text[i - 1] == ']';
        }
        foreach (Match start in LineStart().Matches(text)) escaped[start.Groups["mark"].Index] = true;
        if (heading && LineEnd().Match(text) is { Success: true } end) escaped[end.Groups["mark"].Index] = true;
        return escaped;
    }

    // An address as it must stand between round brackets, in a cell too.
    private static string? UrlOf(string? link)
    {
        if (link is null || !Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "mailto")) return null;
        var url = uri.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return url.Length <= MaxUrl && url.All(char.IsAscii) && MarkdownProfile.IsAllowed(url) ? url : null;
    }

    // What opens a block at the beginning of a line.
    [GeneratedRegex("^(?:[0-9]{1,9}(?<mark>[.)])(?=\\s|$)|(?<mark>[-+])(?=[-+\\s]|$)|(?<mark>#)#{0,5}(?=\\s|$)|(?<mark>>)|(?<mark>`)``|(?<mark>~)~~|(?<mark>[=:]))", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex("(?:^| )(?<mark>#)#*$")]
    private static partial Regex LineEnd();
}
