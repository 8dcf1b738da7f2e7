using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>The target names the days, months and years that the source names, and a day of the week fits its date.</summary>
public static partial class Dates
{
    public const string Id = "date";

    private const int LongestDate = 60;

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var (source, target) = (segment.Source.Figures, segment.Target.Figures);
        var missing = Without(source, target);
        var added = Without(target, source);
        List<Finding> findings = [];
        if (missing.Count > 0 || added.Count > 0) findings.Add(new Finding(Id, Severity.Blocking, $"The dates differ: the source has {Figures.Named(missing)}, the target {Figures.Named(added)}."));
        findings.AddRange(Weekdays(segment.Target.Prose, segment.Language));
        return findings;
    }

    // A date may be named once here and twice there, and its year may stand elsewhere in the text; another year beside the same day is a fault.
    private static List<string> Without(Figures here, Figures there)
    {
        var days = there.Dates.ToLookup(date => (date.Day, date.Month), date => date.Year);
        return [.. here.Dates.Where(date => !IsNamed(date, days[(date.Day, date.Month)].ToHashSet(), there.Years)).Select(date => date.Text).Distinct()];
    }

    private static bool IsNamed(DateFigure date, HashSet<int?> years, IReadOnlySet<int> elsewhere) =>
        years.Count > 0 && (date.Year is not { } year || years.Contains(year) || years.Contains(null) && elsewhere.Contains(year));

    private static IEnumerable<Finding> Weekdays(string prose, string language)
    {
        foreach (var word in Word().Matches(prose).Where(match => Months.WeekdayOf(match.Value) is not null))
        {
            var after = prose.AsSpan(word.Index + word.Length).TrimStart(" ,(");
            var dates = DateFigures.Read(after[..Math.Min(after.Length, LongestDate)].ToString(), language).Dates;
            if (dates is not [{ Day: { } day, Year: { } year } date, ..] || !after.StartsWith(date.Text, StringComparison.Ordinal)) continue;
            if (day <= DateTime.DaysInMonth(year, date.Month) && new DateOnly(year, date.Month, day).DayOfWeek != Months.WeekdayOf(word.Value))
                yield return new Finding(Id, Severity.Blocking, $"The day of the week does not fit the date: {word.Value}, {date.Text}.");
        }
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
