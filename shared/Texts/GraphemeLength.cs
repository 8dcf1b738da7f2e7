using System.Globalization;

namespace Akorda.Texts;

/// <summary>Counts what readers see as characters (extended grapheme clusters, UAX 29), as Mastodon and Bluesky do.</summary>
public static class GraphemeLength
{
    /// <summary>How many there are.</summary>
    public static int Of(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>The same, where every link counts as so many.</summary>
    public static int WithLinks(string text, int linkWeight)
    {
        var (length, from) = (0, 0);
        foreach (var link in Links.Found(text))
        {
            length += Of(text[from..link.Index]) + linkWeight;
            from = link.Index + link.Length;
        }
        return length + Of(text[from..]);
    }
}
