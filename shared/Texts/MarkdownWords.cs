using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>The words of one block as Markdown: read from a tree, or made to fit into a block without becoming another.</summary>
internal static partial class MarkdownWords
{
    /// <summary>Inline markup as it was written.</summary>
    public static string Of(IEnumerable<Inline> inlines)
    {
        var words = new StringBuilder();
        Write(words, inlines, 1);
        return words.ToString();
    }

    /// <summary>Somebody's words for a block of this kind; what would make another block, or is outside the profile, is shown as it is instead of obeyed.</summary>
    public static string Fit(string words, string kind)
    {
        var text = Lines(words, kind);
        if (Stands(text, kind)) return Closed(text, kind);
        var escaped = LineStart().Replace(text, "$1\\$2");
        return Stands(escaped, kind) ? Closed(escaped, kind) : Escape(words, kind);
    }

    /// <summary>Somebody's words for a block of this kind without any markup of their own.</summary>
    public static string Escape(string words, string kind) => Punctuation().Replace(Lines(words, kind), "\\$0");

    // What opens a block at the beginning of a line: marks of headings, quotations, lists, tables, rules, code, HTML and definitions.
    [GeneratedRegex(@"^([0-9]{0,9})([-#>+*.)|=`~<\[_:])", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"(^| )(#+)$")]
    private static partial Regex LineEnd();

    private static string Lines(string words, string kind)
    {
        var lines = words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(IsLine(kind) ? ' ' : '\n', lines);
    }

    private static bool Stands(string text, string kind)
    {
        if (text.Length == 0) return true;
        var body = IsLine(kind) ? "## " + text : text;
        if (Markdown.Check(body).Count > 0) return false;
        return MarkdownTree.Parse(body) switch
        {
            [HeadingBlock] => IsLine(kind),
            [ParagraphBlock paragraph] => !IsLine(kind) && MarkdownTree.PicturesOf(paragraph).Count == 0,
            _ => false,
        };
    }

    private static string Closed(string text, string kind) => kind switch
    {
        "cell" => text.Replace("\\|", "|", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal),
        // Number signs at the end of a heading would count as its frame.
        "heading" => LineEnd().Replace(text, "$1\\$2"),
        _ => text,
    };

    private static bool IsLine(string kind) => kind is "heading" or "cell";

    private static void Write(StringBuilder words, IEnumerable<Inline> inlines, int depth)
    {
        if (depth > MarkdownTree.MaxDepth) return;
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    if (literal.IsFirstCharacterEscaped) words.Append('\\');
                    words.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline lineBreak:
                    words.Append(lineBreak.IsHard ? "\\\n" : "\n");
                    break;
                case EmphasisInline emphasis:
                    words.Append(emphasis.DelimiterChar, emphasis.DelimiterCount);
                    Write(words, emphasis, depth + 1);
                    words.Append(emphasis.DelimiterChar, emphasis.DelimiterCount);
                    break;
                case LinkInline link:
                    words.Append(link.IsImage ? "![" : "[");
                    Write(words, link, depth + 1);
                    words.Append("](").Append(link.Url?.AsSpan().IndexOfAny('(', ')') >= 0 ? $"<{link.Url}>" : link.Url).Append(')');
                    break;
                case ContainerInline container:
                    Write(words, container, depth + 1);
                    break;
            }
        }
    }
}
