using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Akorda.Texts;

/// <summary>What stands inside one block: its words as they are shown, and the markup around them, so that a translation can be held against its source.</summary>
/// <param name="Words">The words without markup; line breaks stay.</param>
/// <param name="Emphasis">How often words are emphasized.</param>
/// <param name="Strong">How often words are strongly emphasized.</param>
/// <param name="Links">Where links lead, in order.</param>
public sealed record InlineMarkup(string Words, int Emphasis, int Strong, IReadOnlyList<string> Links)
{
    /// <summary>Reads words as they will stand in a block of this kind: what does not fit there is shown instead of obeyed.</summary>
    public static InlineMarkup Of(string words, string kind)
    {
        var text = MarkdownWords.Fit(words, kind);
        var block = MarkdownTree.Parse(kind is "heading" or "cell" ? "## " + text : text).Descendants<LeafBlock>().FirstOrDefault();
        var (shown, links) = (new StringBuilder(), new List<string>());
        var (emphasis, strong) = (0, 0);
        foreach (var inline in block?.Inline?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    shown.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    shown.Append('\n');
                    break;
                case EmphasisInline { DelimiterCount: 2 }:
                    strong++;
                    break;
                case EmphasisInline:
                    emphasis++;
                    break;
                case LinkInline { Url: { } url }:
                    links.Add(url);
                    break;
            }
        }
        return new InlineMarkup(shown.ToString(), emphasis, strong, links);
    }
}
