using System.Globalization;
using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Publications;

/// <summary>GET /publications/calendar: what goes out when, two weeks at a time, and whether it is ready.</summary>
public static class ShowCalendar
{
    /// <summary>How many days a page shows.</summary>
    internal const int Days = 14;

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/publications/calendar", Handle);

    /// <summary>The day with which a week begins here.</summary>
    internal static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static async Task<IResult> Handle(string? from, Newsroom newsroom, TimeProvider clock, CancellationToken ct)
    {
        var today = Times.DayOf(clock.GetUtcNow());
        var first = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && Math.Abs(asked.DayNumber - today.DayNumber) < 36_500
            ? asked
            : MondayOf(today);
        var (begins, ends) = (Times.BeginOf(first), Times.BeginOf(first.AddDays(Days)));
        var listed = (await newsroom.GetWholeAsync<Publication>($"/api/publications?from={Uri.EscapeDataString(begins.ToString("O"))}&to={Uri.EscapeDataString(ends.ToString("O"))}", ct)).Required();
        // Whether one is ready is worth a look at each that has not gone yet; there are few.
        var coming = await Task.WhenAll(listed.Items.Where(publication => publication.ReleasedAt is null).Select(publication => newsroom.GetAsync<Publication>($"/api/publications/{publication.EventId}", ct)));
        var readiness = coming.Select(answer => answer.Value).OfType<Publication>().ToDictionary(publication => publication.EventId, publication => publication.Readiness);
        return Show.Page<CalendarPage>(new { First = first, Today = today, Publications = listed.Items, Readiness = readiness, Drafts = await ListPublications.UntitledAsync(listed.Items, newsroom, ct) });
    }
}
