namespace Akorda.Translation.Checks;

/// <summary>The names of the months and days of the week, in the forms that stand beside numbers.</summary>
internal static class Months
{
    public const string Russian =
        @"(?:янв(?:ар(?:[ьяюе]|[её]м)|\.)|фев(?:рал(?:[ьяюе]|[её]м)|р?\.)|март(?:[ауе]|ом)?|апр(?:ел(?:[ьяюе]|ем)|\.)|ма(?:[йяюе]|ем)|июн(?:[ьяюе]|ем)|июл(?:[ьяюе]|ем)|"
        + @"авг(?:уст(?:[ауе]|ом)?|\.)|сен(?:тябр(?:[ьяюе]|[её]м)|т?\.)|окт(?:ябр(?:[ьяюе]|[её]м)|\.)|ноя(?:бр(?:[ьяюе]|[её]м)|\.)|дек(?:абр(?:[ьяюе]|[её]м)|\.))(?!\p{L})";

    // Only with the endings of a date: қазандық is a boiler and маусымдық is seasonal.
    public const string Kazakh =
        @"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйе[кг]|қазан|қараша|желтоқсан)"
        + @"(?:(?:[ыі]?н)?[ыі]ң|[нтд][ыі]ң|(?:[ыі]н)?[дт][ае](?:ғы|гі)?|(?:[ыі])?н[ае]|[ғгқк][ае]|(?:[ыі])?[ндт][ае]н|[мбп]ен|[ыі]н|[ндт][ыі]|[ыі])?(?:\s+ай[ыі]\p{L}*)?(?!\p{L})";

    // Capitals only: may and march are verbs as well.
    public const string English =
        @"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December"
        + @"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
        + @"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?))(?!\p{L})";

    private static readonly string[] Beginnings =
    [
        "янв қаң jan", "фев ақп feb", "мар нау mar", "апр сәу apr", "май мая маю мае мам may", "июн мау jun",
        "июл шіл jul", "авг там aug", "сен қыр sep", "окт қаз oct", "ноя қар nov", "дек жел dec",
    ];

    private static readonly string[] Weekdays =
    [
        "воскресень жексенбі sunday", "понедельник дүйсенбі monday", "вторник сейсенбі tuesday", "сред сәрсенбі wednesday",
        "четверг бейсенбі thursday", "пятниц жұма friday", "суббот сенбі saturday",
    ];

    /// <summary>1 to 12.</summary>
    public static int NumberOf(string name) => 1 + Array.FindIndex(Beginnings, forms => forms.Split(' ').Contains(name[..3].ToLowerInvariant()));

    /// <summary>The day of the week that a word names; null when it names none.</summary>
    public static DayOfWeek? WeekdayOf(string word)
    {
        var index = Array.FindIndex(Weekdays, forms => forms.Split(' ').Any(form => word.StartsWith(form, StringComparison.OrdinalIgnoreCase)));
        return index < 0 ? null : (DayOfWeek)index;
    }
}
