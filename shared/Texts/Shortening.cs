using System.Globalization;
using System.Text.RegularExpressions;

namespace Akorda.Texts;

/// <summary>
/// Shortens a text as an editor would: at the end of a sentence where that keeps most of what fits, else at a word with an ellipsis; never inside a name or a number,
/// nor after a word that leads to the next one. A quotation that is cut is closed by its own marks.
/// </summary>
public static partial class Shortening
{
    private const char Ellipsis = '…';

    // Of the longest beginning that fits, how much a whole sentence must keep to be preferred.
    private const double WorthASentence = 0.6;

    // Ends of words that look like ends of sentences.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "ж.", "жж.", "ғ.", "т.б.", "т.с.с.", "б.", "б.з.", "км.", "г.", "гг.", "в.", "вв.", "т.д.", "т.п.", "т.е.", "им.", "ул.", "пр.", "тыс.", "млн.", "млрд.", "руб.", "тг.", "стр.",
        "проф.", "акад.", "ген.", "св.", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "No.", "Gen.", "vs.", "e.g.", "i.e.",
    };

    // A text does not end with what leads on.
    private static readonly HashSet<string> Leading = new(StringComparer.OrdinalIgnoreCase)
    {
        "және", "мен", "бен", "пен", "немесе", "әрі", "№", "§",
        "в", "во", "и", "к", "ко", "с", "со", "о", "об", "на", "по", "из", "от", "до", "за", "не", "ни", "при", "для", "у", "а", "но", "или", "над", "под",
        "a", "an", "the", "of", "in", "on", "to", "and", "or", "for", "with", "at", "by", "from", "de", "von", "van", "der", "bin", "ибн",
    };

    // What stands between a number and what it counts.
    private static readonly HashSet<string> Magnitudes = new(StringComparer.OrdinalIgnoreCase)
    {
        "мың", "млн", "млрд", "трлн", "миллион", "миллиард", "тыс.", "млн.", "млрд.", "тысяч", "миллиона", "миллионов", "миллиарда", "миллиардов", "thousand", "million", "billion", "trillion",
    };

    /// <summary>The whole text if it fits, else the best beginning that does; empty where not even one character does.</summary>
    /// <param name="fits">Whether a text is short enough; what fits must go on fitting when it gets shorter.</param>
    public static string Of(string text, Func<string, bool> fits)
    {
        var whole = text.Trim();
        if (fits(whole)) return whole;
        var words = Word().Matches(whole);
        var best = AtAWord(whole, words, fits, (word, next, before) => !IsGlued(word, next) && !IsInBrackets(before));
        if (AtASentence(whole, words, fits) is { } sentence && sentence.Length >= best.Length * WorthASentence) return sentence;
        if (best.Length > 0) return best;
        // A name or a number longer than a post.
        best = AtAWord(whole, words, fits, (_, _, _) => true);
        return best.Length > 0 ? best : BetweenCharacters(whole, fits);
    }

    private static string AtAWord(string text, MatchCollection words, Func<string, bool> fits, Func<string, string, string, bool> mayEnd)
    {
        for (var last = words.Count - 2; last >= 0; last--)
        {
            var before = text[..(words[last].Index + words[last].Length)];
            if (!mayEnd(words[last].Value, words[last + 1].Value, before)) continue;
            var cut = Closed(before.TrimEnd(' ', ',', ';', ':', '.', '–', '—', '-', Ellipsis) + Ellipsis);
            if (fits(cut)) return cut;
        }
        return "";
    }

    private static string? AtASentence(string text, MatchCollection words, Func<string, bool> fits)
    {
        for (var last = words.Count - 2; last >= 0; last--)
        {
            var before = text[..(words[last].Index + words[last].Length)];
            if (EndsSentence(words[last].Value, words[last + 1].Value) && Closed(before) == before && !IsInBrackets(before) && fits(before)) return before;
        }
        return null;
    }

    private static bool EndsSentence(string word, string next) =>
        SentenceEnd().IsMatch(word) && !Abbreviations.Contains(word) && !Initials().IsMatch(word) && !char.IsLower(FirstOf(next));

    private static bool IsGlued(string word, string next)
    {
        if (Leading.Contains(word) || Magnitudes.Contains(word) || Abbreviations.Contains(word) || Initials().IsMatch(word)) return true;
        // A number and what it counts, or its next group of figures.
        if (char.IsDigit(word[^1]) || next is "%" or "‰" or "°C") return true;
        // A name of several words: nothing ends between two that begin large, unless a mark stands there.
        return char.IsUpper(FirstOf(word)) && char.IsLetter(word[^1]) && (char.IsUpper(next[0]) || NameParts().IsMatch(next));
    }

    private static char FirstOf(string word) => word.TrimStart('«', '“', '„', '(', '–', '—') is { Length: > 0 } bare ? bare[0] : ' ';

    private static bool IsInBrackets(string text) => text.LastIndexOf('(') > text.LastIndexOf(')');

    private static string Closed(string text)
    {
        if (text.LastIndexOf('«') > text.LastIndexOf('»')) return text + '»';
        if (text.LastIndexOf('„') > text.LastIndexOf('“')) return text + '“';
        return !text.Contains('„', StringComparison.Ordinal) && text.LastIndexOf('“') > text.LastIndexOf('”') ? text + '”' : text;
    }

    // One word longer than a post: cut between characters as readers see them.
    private static string BetweenCharacters(string text, Func<string, bool> fits) =>
        StringInfo.ParseCombiningCharacters(text).Reverse().Select(start => text[..start] + Ellipsis).FirstOrDefault(fits, "");

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.!?…][»”“)]*$")]
    private static partial Regex SentenceEnd();

    // К., К.К., J.F.
    [GeneratedRegex(@"^\W?(\p{Lu}\.)+$")]
    private static partial Regex Initials();

    // Words that begin small within a name.
    [GeneratedRegex("^(of|de|von|van|der|bin|ибн|ұлы|қызы|оглы|кызы)$|^al-")]
    private static partial Regex NameParts();
}
