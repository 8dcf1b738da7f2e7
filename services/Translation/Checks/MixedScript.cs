using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>A word in two alphabets: the letters look alike, and search, speech and links take it for another word.</summary>
public static partial class MixedScript
{
    public const string Id = "mixed-script";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var words = Word().Matches(segment.Target.Prose).Select(match => match.Value)
            .Where(word => Cyrillic().IsMatch(word) && Latin().IsMatch(word) && !Roman().IsMatch(word))
            .Distinct().ToList();
        return words.Count == 0 ? [] : [new Finding(Id, Severity.Blocking, $"Cyrillic and Latin letters in one word: {string.Join(", ", words)}.")];
    }

    // A hyphen or an apostrophe parts words: an ending is written after a foreign name (IT-компания, BRICS-ке).
    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();

    [GeneratedRegex("[A-Za-z\u00C0-\u024F]")]
    private static partial Regex Latin();

    // Roman numerals are typed with whatever capital looks right.
    [GeneratedRegex("^[IVXLCDMІХСМ]+$")]
    private static partial Regex Roman();
}
