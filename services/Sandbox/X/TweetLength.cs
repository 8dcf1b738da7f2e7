using System.Globalization;
using System.Text;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.X;

/// <summary>Lengths as X counts them: a link 23, an emoji 2, the letters of most alphabets 1.</summary>
internal static class TweetLength
{
    // First and last code point of the ranges that weigh 1.
    private static readonly (int First, int Last)[] Light = [(0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)];

    /// <summary>The weighted length of a text.</summary>
    public static int Of(string text)
    {
        text = text.Normalize(NormalizationForm.FormC);
        var links = Addresses.In(text);
        var length = 23 * links.Count;
        for (var index = links.Count - 1; index >= 0; index--) text = text.Remove(links[index].Index, links[index].Length);
        for (var element = StringInfo.GetTextElementEnumerator(text); element.MoveNext();)
        {
            var character = element.GetTextElement();
            var emoji = character.Any(char.IsSurrogate) || character.Contains('\uFE0F', StringComparison.Ordinal);
            length += emoji ? 2 : character.Sum(unit => Light.Any(range => unit >= range.First && unit <= range.Last) ? 1 : 2);
        }
        return length;
    }
}
