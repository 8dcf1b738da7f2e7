using System.Text.RegularExpressions;

namespace Akorda.Texts;

/// <summary>The links in a text. A post is found again by its page's link, whole: one address may be the beginning of another.</summary>
public static partial class Links
{
    /// <summary>Every http(s) address, without the punctuation that ends a sentence.</summary>
    public static IEnumerable<string> In(string text) => Found(text).Select(match => match.Value);

    /// <summary>The same, with their places.</summary>
    public static IEnumerable<Match> Found(string text) => Address().Matches(text);

    [GeneratedRegex(@"https?://[^\s<>""'«»()\[\]{}]*[^\s<>""'«»()\[\]{}.,;:!?…]", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
