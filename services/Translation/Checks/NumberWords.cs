using System.Globalization;
using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>Finds number words and Roman numerals of the three languages, cardinal and ordinal, in any case form.</summary>
public static partial class NumberWords
{
    private const string Adjective = "(?:ый|ий|ой|ая|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|ые|ие|ых|их|ыми|ими)";
    private const string KazakhEnding = @"(?:[іы]?нш[іы]\p{L}*|е?у\p{L}*|[дтғгқкн][аеыі]\p{L}{0,3}|[мбп]ен)?";

    private static readonly (int Value, Regex Forms)[] Units =
    [
        .. Forms(0, "нол[ьяюе]м?|нул[ьяюе]м?", "нөл", "zero"),
        .. Forms(1, $"один|одн(?:а|о|у|им|ом|ого|ой|ому)|перв{Adjective}", "бір(?!ге|не|қ|е)", "one|first|once"),
        .. Forms(2, $"дв(?:а|е|ух|ум|умя|ое|оих)|об[ае]|обе?их|втор{Adjective}", "екі", "two|second|both|twice"),
        .. Forms(3, $"тр(?:и|[её]х|[её]м|емя|ое|оих)|трет(?:ий|ь(?:я|е|его|ему|им|ем|ей|ю|и|их|ими))", "үш", "three|third"),
        .. Forms(4, $"четыр(?:е|[её]х|[её]м|ьмя)|четв[её]рт{Adjective}|четверо", "төрт", "four|fourth"),
        .. Forms(5, $"пят(?:ь|и|ью)|пятеро|пят{Adjective}", "бес", "five|fifth"),
        .. Forms(6, $"шест(?:ь|и|ью)|шестеро|шест{Adjective}", "алты", "six|sixth"),
        .. Forms(7, $"сем(?:ь|и|ью)|семеро|седьм{Adjective}", "жеті", "seven|seventh"),
        .. Forms(8, $"вос(?:емь|ьми|емью|ьмью)|восьм{Adjective}", "сегіз", "eight|eighth"),
        .. Forms(9, $"девят(?:ь|и|ью)|девят{Adjective}", "тоғыз", "nine|ninth"),
        .. Forms(10, $"десят(?:ь|и|ью)|десят{Adjective}|десяток", "он", "ten|tenth"),
        .. Forms(11, $"одиннадцат(?:ь|и|ью|{Adjective})", null, "eleven|eleventh"),
        .. Forms(12, $"двенадцат(?:ь|и|ью|{Adjective})", null, "twelve|twelfth|dozen"),
        .. Forms(13, $"тринадцат(?:ь|и|ью|{Adjective})", null, "thirteen|thirteenth"),
        .. Forms(14, $"четырнадцат(?:ь|и|ью|{Adjective})", null, "fourteen|fourteenth"),
        .. Forms(15, $"пятнадцат(?:ь|и|ью|{Adjective})", null, "fifteen|fifteenth"),
        .. Forms(16, $"шестнадцат(?:ь|и|ью|{Adjective})", null, "sixteen|sixteenth"),
        .. Forms(17, $"семнадцат(?:ь|и|ью|{Adjective})", null, "seventeen|seventeenth"),
        .. Forms(18, $"восемнадцат(?:ь|и|ью|{Adjective})", null, "eighteen|eighteenth"),
        .. Forms(19, $"девятнадцат(?:ь|и|ью|{Adjective})", null, "nineteen|nineteenth"),
    ];

    private static readonly (int Value, Regex Forms)[] Tens =
    [
        .. Forms(20, $"двадцат(?:ь|и|ью|{Adjective})", "жиырма", "twenty|twentieth"),
        .. Forms(30, $"тридцат(?:ь|и|ью|{Adjective})", "отыз", "thirty|thirtieth"),
        .. Forms(40, $"сорока?|сороков{Adjective}", "қырық", "forty|fortieth"),
        .. Forms(50, $"пят(?:ьдесят|идесяти|идесят{Adjective})", "елу", "fifty|fiftieth"),
        .. Forms(60, $"шест(?:ьдесят|идесяти|идесят{Adjective})", "алпыс", "sixty|sixtieth"),
        .. Forms(70, $"сем(?:ьдесят|идесяти|идесят{Adjective})", "жетпіс", "seventy|seventieth"),
        .. Forms(80, $"вос(?:емьдесят|ьмидесяти|ьмидесят{Adjective})", "сексен", "eighty|eightieth"),
        .. Forms(90, $"девяност(?:о|а|{Adjective})", "тоқсан", "ninety|ninetieth"),
        .. Forms(100, $"сто|ста|сот(?:ня|ни|ню|ен|{Adjective})", "жүз", "hundred|hundredth"),
    ];

    /// <summary>The values that words of this text may have, as keys of <see cref="NumberFigure"/>.</summary>
    public static IReadOnlyList<string> Read(string prose)
    {
        List<string> values = [];
        var words = Word().Matches(prose).Select(match => match.Value).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var unit = ValueOf(Units, words[i]);
            var ten = ValueOf(Tens, words[i]);
            var scale = ScaleWord().IsMatch(words[i]) ? (int?)null : 0;
            if (unit is not null) Add(unit.Value);
            if (ten is not null) Add(ten.Value);
            if (scale is null) Add(NumberFigures.ScaleOf(words[i]));
            if (i + 1 == words.Count) break;
            // Twenty-five, жиырма бес, он бес; three million.
            if ((ten ?? (unit == 10 ? 10 : null)) is { } tens && ValueOf(Units, words[i + 1]) is { } rest and < 10) Add(tens + rest);
            if ((unit ?? ten) is { } count && ScaleWord().IsMatch(words[i + 1])) Add(count * NumberFigures.ScaleOf(words[i + 1]));
        }
        values.AddRange(Roman().Matches(prose).Select(match => Arabic(match.Value).ToString(CultureInfo.InvariantCulture)));
        return values;

        void Add(decimal value) => values.Add(value.ToString("0", CultureInfo.InvariantCulture));
    }

    private static int? ValueOf((int Value, Regex Forms)[] table, string word)
    {
        foreach (var (value, forms) in table)
            if (forms.IsMatch(word)) return value;
        return null;
    }

    private static IEnumerable<(int Value, Regex Forms)> Forms(int value, string russian, string? kazakh, string english) =>
    [
        (value, new Regex($"^(?:{russian}|{(kazakh is null ? "" : $"(?:{kazakh}){KazakhEnding}|")}(?:{english})(?:s|es)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
    ];

    private static int Arabic(string roman)
    {
        var digits = roman.Select(c => c switch { 'X' or 'Х' => 10, 'V' => 5, _ => 1 }).ToList();
        return digits.Select((digit, i) => i + 1 < digits.Count && digits[i + 1] > digit ? -digit : digit).Sum();
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:тысяч(?!ел)\p{L}*|мың(?!жыл)\p{L}{0,6}|thousands?|миллион\p{L}*|миллиард\p{L}*|триллион\p{L}*|millions?|billions?|trillions?)$", RegexOptions.IgnoreCase)]
    private static partial Regex ScaleWord();

    [GeneratedRegex(@"(?<![\p{L}\d])[IVXІХ]{1,7}(?![\p{L}\d])")]
    private static partial Regex Roman();
}
