using System.Globalization;
using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>Publications, newest first; or the calendar of a span of time: what is scheduled or under embargo, and what was released.</summary>
public static class ListPublications
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(93);
    private static readonly string[] States = [Release.Assembling, Release.Scheduled, Release.Releasing, Release.Published, Release.Withdrawn];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListPublications")
        .WithSummary("Publications, newest first; of a span of time, the earliest first")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(400);

    private static async Task<Results<Ok<Page<PublicationView>>, ProblemHttpResult>> Handle(
        HttpRequest request, string? state, string? from, string? to, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? Problems.BadQuery("cursor", "cannot be read");
        if (state is not null && !States.Contains(state)) return Problems.BadQuery("state", $"must be one of {string.Join(", ", States)}");
        if (from is null && to is null) return TypedResults.Ok(paging.PageOf(await PublicationView.ListAsync(db, state, paging.After, paging.Limit, ct), publication => publication.EventId));
        if (TimeOf(from) is not { } first) return Problems.BadQuery("from", "must be a time with its offset");
        if (TimeOf(to) is not { } last || last < first || last - first > Longest) return Problems.BadQuery("to", $"must be a time with its offset, at most {Longest.Days} days after 'from'");
        var rows = await PublicationView.ListAsync(db, (first, last), state, paging.After, paging.Limit, ct);
        return TypedResults.Ok(paging.PageOf(rows, publication => publication.EventId));
    }

    // Without its offset it would be this machine's own time.
    private static DateTimeOffset? TimeOf(string? text) =>
        text is { Length: > 10 } && (text[^1] == 'Z' || text.AsSpan(10).IndexOfAny('+', '-') >= 0) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToUniversalTime()
            : null;
}
