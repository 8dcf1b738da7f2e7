using System.Globalization;
using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>A day or a month that a text names.</summary>
/// <param name="Day">Null when only the month is named.</param>
/// <param name="Year">Null when it is left to the reader.</param>
/// <param name="Text">As it stands in the text.</param>
public sealed record DateFigure(int? Day, int Month, int? Year, string Text);

/// <summary>Finds dates in a text, in the grammar of its language.</summary>
public static partial class DateFigures
{
    // Bounded, or a long row of numbers would be read again from each of them.
    private const string Many = "){0,12}";
    private const string Day = @"(?<![\d:.,/])(?<day>0?[1-9]|[12][0-9]|3[01])(?![\d:]|[.,]\d)";
    private const string Year = @"(?<year>[12][0-9]{3})(?!\d)";
    private const string Numeric = @"(?<![\d.,/-])(?:(?<day>[0-9]{1,2})(?<dot>[./])(?<number>[0-9]{1,2})\k<dot>" + Year + "|" + Year + @"-(?<number>[0-9]{2})-(?<day>[0-9]{2}))(?![\d])";

    private const string RussianDay = Day + @"(?:-?(?:го|ого|е|му|м|й)(?!\p{L}))?";
    private const string RussianAnd = @"\s*(?:,|и|или|по|до|на|[-–—])\s*";
    private const string RussianMonth = "(?<month>" + Months.Russian + ")";

    private const string KazakhDay = Day + @"(?:-\p{L}{1,6})?";
    private const string KazakhAnd = @"\s*(?:,|және|мен|бен|пен|немесе|[-–—])\s*";
    private const string KazakhMonth = "(?<month>" + Months.Kazakh + ")";
    private const string KazakhYear = Year + @"\s*-?\s*(?:жылғы|жылы|жылдың|жыл|ж\.)\s*,?\s*";

    private const string EnglishDay = Day + @"(?:st|nd|rd|th)?";
    private const string EnglishAnd = @"(?:\s*(?:[-–—&]|to|and|or|through|until)\s*|,\s*(?:and\s+)?(?=[0-9]{1,2}(?:,|\s+and\s)|(?<=and\s+)))";
    private const string EnglishMonth = "(?<month>" + Months.English + ")";
    private const string EnglishYear = @"(?:\s*,\s*|\s+)(?:of\s+)?" + Year + @"(?!,\d)";

    [GeneratedRegex("(?:" + RussianDay + RussianAnd + Many + RussianDay + @"\s+" + RussianMonth + @"(?:\s*,?\s*" + Year + ")?"
        + "|" + RussianMonth + "(?:" + RussianAnd + RussianMonth + Many + @"\s*,?\s*" + Year + "|" + Numeric, RegexOptions.IgnoreCase)]
    private static partial Regex Russian();

    [GeneratedRegex("(?:" + KazakhYear + ")?(?:" + KazakhDay + KazakhAnd + Many + KazakhDay + @"\s*-?\s*" + KazakhMonth + @"(?:\s*,?\s*" + Year + @"(?=\s*-?\s*ж|\s*$|[^\w\s]))?"
        + "|(?:" + KazakhYear + ")?(?<month>" + Months.Kazakh + @")(?<=ң)\s+(?:" + KazakhDay + KazakhAnd + Many + Day + @"-\p{L}{1,6}"
        + "|" + KazakhYear + KazakhMonth + "(?:" + KazakhAnd + KazakhMonth + Many
        + "|" + KazakhMonth + "(?:" + KazakhAnd + KazakhMonth + Many + @"\s*,?\s*" + Year + "|" + Numeric, RegexOptions.IgnoreCase)]
    private static partial Regex Kazakh();

    [GeneratedRegex("(?:" + EnglishDay + EnglishAnd + Many + EnglishDay + @"\s+(?:of\s+)?" + EnglishMonth + "(?:" + EnglishYear + ")?"
        + "|" + EnglishMonth + @"\s+(?:the\s+)?(?:" + EnglishDay + EnglishAnd + Many + EnglishDay + "(?:" + EnglishYear + ")?"
        + "|" + EnglishMonth + "(?:" + EnglishAnd + EnglishMonth + Many + EnglishYear + "|" + Numeric, RegexOptions.IgnoreCase)]
    private static partial Regex English();

    /// <summary>The dates of a text, and what else the text says.</summary>
    public static (IReadOnlyList<DateFigure> Dates, string Others) Read(string prose, string language)
    {
        if (!prose.AsSpan().ContainsAnyInRange('0', '9')) return ([], prose);
        List<DateFigure> dates = [];
        var grammar = language switch { "kk" => Kazakh(), "ru" => Russian(), _ => English() };
        var others = grammar.Replace(prose, match =>
        {
            var found = DatesOf(match).ToList();
            if (found.Count == 0) return match.Value;
            dates.AddRange(found);
            // Of the same length, and no space: the numbers on both sides must not grow together.
            return new string('|', match.Length);
        });
        return (dates, others);
    }

    private static IEnumerable<DateFigure> DatesOf(Match match)
    {
        int? year = match.Groups["year"].Success ? Number(match.Groups["year"].Captures[0]) : null;
        var days = match.Groups["day"].Captures.Select(Number).ToList();
        var months = match.Groups["number"].Success
            ? [Number(match.Groups["number"])]
            : match.Groups["month"].Captures.Select(capture => Months.NumberOf(capture.Value)).ToList();
        // 12/20/2021 can only be the American order.
        if (months is [> 12] && days is [<= 12]) (months, days) = (days, months);
        if (months.Count == 0 || months.Any(month => month is < 1 or > 12) || days.Any(day => day is < 1 or > 31)) return [];
        return days.Count == 0
            ? months.Select(month => new DateFigure(null, month, year, match.Value.Trim()))
            : days.Select(day => new DateFigure(day, months[0], year, match.Value.Trim()));
    }

    private static int Number(Capture capture) => int.Parse(capture.ValueSpan, CultureInfo.InvariantCulture);
}
