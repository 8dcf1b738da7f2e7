using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>The target names the days, months and years that the source names, and a day of the week fits its date.</summary>
public static partial class Dates
{
    public const string Id = "date";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var source = Figures.Read(segment.Source.Prose, segment.SourceLanguage);
        var target = Figures.Read(segment.Target.Prose, segment.Language);
        var missing = source.Dates.Where(date => !IsIn(date, target)).Select(date => date.Text).Distinct().ToList();
        var added = target.Dates.Where(date => !IsIn(date, source)).Select(date => date.Text).Distinct().ToList();
        List<Finding> findings = [];
        if (missing.Count > 0 || added.Count > 0) findings.Add(new Finding(Id, Severity.Blocking, $"The dates differ: the source has {Named(missing)}, the target {Named(added)}."));
        findings.AddRange(Weekdays(segment.Target.Prose, segment.Language));
        return findings;
    }

    // A date may be named once here and twice there, and its year may stand elsewhere in the text; another year beside the same day is a fault.
    private static bool IsIn(DateFigure date, Figures other)
    {
        var same = other.Dates.Where(each => each.Day == date.Day && each.Month == date.Month).ToList();
        if (same.Count == 0) return false;
        return date.Year is null || same.Any(each => each.Year == date.Year) || same.Any(each => each.Year is null) && other.Years.Contains(date.Year.Value);
    }

    private static IEnumerable<Finding> Weekdays(string prose, string language)
    {
        foreach (var word in Word().Matches(prose).Where(match => Months.WeekdayOf(match.Value) is not null))
        {
            var dates = DateFigures.Read(prose[(word.Index + word.Length)..], language).Dates;
            if (dates is not [var after, ..] || after is not { Day: { } day, Year: { } year } || !Beside(prose, word, after) || day > DateTime.DaysInMonth(year, after.Month)) continue;
            if (new DateOnly(year, after.Month, day).DayOfWeek != Months.WeekdayOf(word.Value))
                yield return new Finding(Id, Severity.Blocking, $"The day of the week does not fit the date: {word.Value}, {after.Text}.");
        }
    }

    private static bool Beside(string prose, Match word, DateFigure date) =>
        prose.IndexOf(date.Text, word.Index + word.Length, StringComparison.Ordinal) is var at and >= 0
        && prose[(word.Index + word.Length)..at].All(c => c is ' ' or ',' or '(');

    private static string Named(List<string> dates) => dates.Count == 0 ? "none of them" : string.Join("; ", dates);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
