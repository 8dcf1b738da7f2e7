using System.Text.RegularExpressions;

namespace Akorda.Translation.Glossary;

/// <summary>Finds terms in running text, whatever ending their words take. A word has a set of possible stems; two words are one when their sets meet.</summary>
public static partial class WordForms
{
    private const int ShortestStem = 3;

    private static readonly string[] RussianEndings =
    [
        "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ах", "ях", "ов", "ев", "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю",
        "ом", "ем", "ам", "ям", "ых", "их", "ия", "ии", "ию", "ием", "иям", "иями", "иях", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
    ];

    // From the end of the word to its stem: predicate and attributive, case, possessive, plural.
    private static readonly string[][] KazakhLayers =
    [
        ["дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі"],
        ["ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "на", "не", "а", "е", "ды", "ді", "ты", "ті", "ны", "ні", "н",
            "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен"],
        ["м", "ым", "ім", "ң", "ың", "ің", "ы", "і", "сы", "сі", "мыз", "міз", "ымыз", "іміз", "ңыз", "ңіз", "ыңыз", "іңіз"],
        ["лар", "лер", "дар", "дер", "тар", "тер"],
    ];

    /// <summary>True when the words of the term occur in the text, in order, each in any form.</summary>
    public static bool Contains(string text, string term, string language)
    {
        var wanted = Words(term).Select(word => Stems(word, language)).ToList();
        var words = Words(text).Select(word => Stems(word, language)).ToList();
        if (wanted.Count == 0) return false;
        for (var start = 0; start + wanted.Count <= words.Count; start++)
        {
            var from = start;
            if (wanted.Select((stems, i) => words[from + i].Overlaps(stems)).All(same => same)) return true;
        }
        return false;
    }

    /// <summary>What a word may be a form of; itself among them.</summary>
    public static HashSet<string> Stems(string word, string language)
    {
        HashSet<string> stems = [word];
        switch (language)
        {
            case "ru":
                foreach (var ending in RussianEndings) Strip(word, ending, stems);
                break;
            case "kk":
                foreach (var layer in KazakhLayers)
                    foreach (var stem in stems.ToList())
                        foreach (var ending in layer) Strip(stem, ending, stems);
                foreach (var stem in stems.ToList()) stems.UnionWith(Restored(stem));
                break;
            default:
                foreach (var ending in (string[])["s", "es"]) Strip(word, ending, stems);
                if (word.EndsWith("ies", StringComparison.Ordinal)) stems.Add(word[..^3] + "y");
                break;
        }
        return stems;
    }

    private static void Strip(string word, string ending, HashSet<string> stems)
    {
        if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal)) stems.Add(word[..^ending.Length]);
    }

    // An ending softens the last consonant (кітап, кітабы) and swallows the last vowel (халық, халқы).
    private static IEnumerable<string> Restored(string stem)
    {
        var hard = stem[^1] switch { 'б' => 'п', 'г' => 'к', 'ғ' => 'қ', _ => '\0' };
        if (hard != '\0') yield return stem[..^1] + hard;
        if (stem.Length < 3 || IsVowel(stem[^1]) || IsVowel(stem[^2])) yield break;
        foreach (var vowel in "ыі") yield return stem[..^1] + vowel + stem[^1];
    }

    private static bool IsVowel(char letter) => "аәеиоөуұүыіэяюё".Contains(letter, StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
