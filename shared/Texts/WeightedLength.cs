using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Akorda.Texts;

/// <summary>X's way of counting (twitter-text, configuration 3): Latin, Cyrillic and general punctuation weigh 1, everything else 2, an emoji 2 whatever it is made of, a link 23. Never less than X counts: what only looks like a link without its scheme weighs at least as much as one.</summary>
public static partial class WeightedLength
{
    private const int LinkWeight = 23;

    /// <summary>The weight of a text.</summary>
    public static int Of(string text)
    {
        var normal = text.Normalize(NormalizationForm.FormC);
        var (weight, from) = (0, 0);
        foreach (var match in LinkWithOrWithoutScheme().EnumerateMatches(normal))
        {
            var link = normal.AsSpan(match.Index, match.Length);
            weight += OfWords(normal[from..match.Index]);
            weight += link.Contains("://", StringComparison.Ordinal) ? LinkWeight : Math.Max(LinkWeight, OfWords(link.ToString()));
            from = match.Index + match.Length;
        }
        return weight + OfWords(normal[from..]);
    }

    private static int OfWords(string text)
    {
        var weight = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            weight += IsEmoji(element) ? 2 : element.EnumerateRunes().Sum(OfRune);
        }
        return weight;
    }

    private static int OfRune(Rune rune) => rune.Value is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247) ? 1 : 2;

    // Variation selector 16, keycap, joiner, flags, skin tones: what makes several code points one picture.
    private static bool IsEmoji(string element)
    {
        var runes = element.EnumerateRunes().Select(rune => rune.Value).ToArray();
        if (runes.Length == 1) return false;
        return runes[0] is >= 0x1F000 and <= 0x1FAFF or (>= 0x2190 and <= 0x2BFF) or 0x3030 or 0x303D or 0x3297 or 0x3299
            || (runes.Contains(0xFE0F) && runes[0] is 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139)
            || (runes.Contains(0x20E3) && runes[0] is '#' or '*' or (>= '0' and <= '9'));
    }

    // Cyrillic top-level domains are few; of Latin ones there are more than a thousand, and new ones each year: any word counts as one.
    [GeneratedRegex(
        """
        https?://[\p{L}\p{N}][\p{L}\p{N}.-]*(:\d+)?(/([\p{IsCyrillic}A-Za-z0-9!*';:=+,.$/%#\[\]_~@|&?-]*[\p{IsCyrillic}A-Za-z0-9=_#/+-])?)?(\?[A-Za-z0-9!?*'();:&=+$/%#\[\]_.,~|@-]*[A-Za-z0-9_&=#/-])?
        |(?<![@\p{L}\p{N}._$#-])([\p{L}\p{N}][\p{L}\p{N}-]*\.)+([A-Za-z]{2,}|бг|бел|дети|ею|католик|ком|мкд|мон|москва|онлайн|орг|рус|рф|сайт|срб|укр|қаз)(?![\p{L}\p{N}_@])(/[\p{IsCyrillic}A-Za-z0-9=_#/+.-]*[\p{IsCyrillic}A-Za-z0-9=_#/+-])?
        """, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LinkWithOrWithoutScheme();
}
