using System.Globalization;
using Akorda.Texts;

namespace Akorda.Desk.Layout;

/// <summary>Moments and ages as the office reads them: in its own zone, in the person's language.</summary>
public static class Times
{
    /// <summary>The office's zone; from the tz database, because its rules change.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    /// <summary>A date and a time of the day, with the zone's name.</summary>
    public static string Moment(this Words words, DateTimeOffset at) => words["layout.moment", words.Date(DayOf(at)), Clock(at)];

    /// <summary>A date.</summary>
    public static string Date(this Words words, DateOnly date) => Dates.InWords(date, words.Language);

    /// <summary>How long ago, in the one unit that matters.</summary>
    public static string Age(this Words words, DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => words["layout.under-a-minute"],
        { TotalHours: < 1 } age => words.Count("layout.minutes", (int)age.TotalMinutes),
        { TotalDays: < 1 } age => words.Count("layout.hours", (int)age.TotalHours),
        var age => words.Count("layout.days", (int)age.TotalDays),
    };

    /// <summary>The time of the day, 24 hours.</summary>
    public static string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same with seconds.</summary>
    public static string ClockWithSeconds(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A moment for a <c>datetime-local</c> field.</summary>
    public static string ForField(DateTimeOffset? at) => at is { } moment ? Local(moment).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>What a <c>datetime-local</c> field holds, in the office's zone; null when it is empty or no time.</summary>
    public static DateTimeOffset? FromField(string? field) =>
        DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    /// <summary>The day on which a moment falls.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset BeginOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
