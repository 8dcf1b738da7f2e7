using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>The target's letters are those of another language: a paragraph was left as it was, or pasted into the wrong task.</summary>
public static partial class WrongLanguage
{
    public const string Id = "wrong-language";

    // A Kazakh sentence of this many letters without one of Kazakh's own letters does not occur by chance (about one in a million).
    private const int SuspectLetters = 60;
    private const int SuspectLettersBesideParticle = 15;
    private const int ProseWords = 4;

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        // Names of papers, books and parties stand in quotation marks in their own language.
        var text = ShortQuotation().Replace(segment.Target.Prose, match => match.Value.Count(char.IsLetter) <= 60 ? " " : match.Value);
        return segment.Language switch
        {
            "kk" => [.. LatinProse(text, "Kazakh"), .. NotKazakh(text)],
            "ru" => [.. LatinProse(text, "Russian"), .. KazakhInRussian(text)],
            "en" => Cyrillic().Matches(text) is { Count: > 0 } words ? [Found($"The English text holds Cyrillic letters: {Some(words)}.")] : [],
            _ => [],
        };
    }

    private static IEnumerable<Finding> KazakhInRussian(string text)
    {
        var words = KazakhWord().Matches(text).Where(match => !Roman().IsMatch(match.Value)).ToList();
        if (words.Count > 0) yield return Found($"The Russian text holds Kazakh letters: {Some(words)}.");
    }

    private static IEnumerable<Finding> NotKazakh(string text)
    {
        // A list of names may well do without Kazakh's own letters: only words that begin small count.
        var sentence = Sentence().Split(text).FirstOrDefault(sentence => !KazakhWord().IsMatch(sentence)
            && SmallWord().Matches(sentence).Sum(word => word.Length) >= (RussianParticle().IsMatch(sentence) ? SuspectLettersBesideParticle : SuspectLetters));
        if (sentence is not null) yield return Found($"This does not look like Kazakh: {Shortened(sentence.Trim())}");
    }

    private static IEnumerable<Finding> LatinProse(string text, string language)
    {
        // Names begin with a capital; prose does not.
        var words = SmallLatinWord().Matches(text);
        if (words.Count >= ProseWords && LatinLetter().Count(text) > CyrillicLetter().Count(text)) yield return Found($"The {language} text is in Latin letters: {Some(words)}.");
    }

    private static Finding Found(string message) => new(Id, Severity.Blocking, message);

    private static string Some(IEnumerable<Match> words) => string.Join(", ", words.Select(match => match.Value).Distinct().Take(5));

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "…";

    [GeneratedRegex("«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"")]
    private static partial Regex ShortQuotation();

    // Words are read from their beginning only: otherwise the time would grow with the square of their length.
    [GeneratedRegex(@"(?<!\p{L})\p{L}*[әғқңөұүһіӘҒҚҢӨҰҮҺІ]\p{L}*")]
    private static partial Regex KazakhWord();

    [GeneratedRegex(@"(?<![\p{L}\p{M}])[\p{L}\p{M}]*\p{IsCyrillic}[\p{L}\p{M}]*")]
    private static partial Regex Cyrillic();

    [GeneratedRegex(@"(?<=[.!?…])\s+")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?<!\p{L})\p{Ll}+(?!\p{L})")]
    private static partial Regex SmallWord();

    // None of them is a Kazakh word; with a point after it, it may be an abbreviation.
    [GeneratedRegex(@"(?<!\p{L})(?:в|во|на|и|с|со|по|из|для|о|об|от|до|к|ко|за|при|что|как|более|чем|также|или)(?![\p{L}.])")]
    private static partial Regex RussianParticle();

    [GeneratedRegex(@"(?<![\p{L}\p{N}@./-])[a-z]{2,}(?![\p{L}\p{N}@/])")]
    private static partial Regex SmallLatinWord();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex LatinLetter();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex CyrillicLetter();

    [GeneratedRegex("^[IVXLCDMІХСМ]+$")]
    private static partial Regex Roman();
}
