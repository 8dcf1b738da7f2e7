using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>After a withdrawal: what of the event the public can still see, where, and why it is not gone.</summary>
public static class GetExposure
{
    /// <summary>The places, the Site first; there are few, so <c>next</c> is always null.</summary>
    /// <param name="Visible">True while anything is, or may be, public.</param>
    public sealed record Answer(bool Visible, IReadOnlyList<Exposure> Items, string? Next);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/publications/{eventId:guid}/exposure", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("GetExposure")
        .WithSummary("What the public can see of an event")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(404);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(Guid eventId, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        if (await db.FindAsync("select withdrawal_version is not null from publisher.publication where event_id = $1", [eventId], row => (bool?)row.GetBoolean(0), ct) is not { } isWithdrawn) return GetPublication.NotThere();
        var items = Exposure.Of(await db.QueryAsync(Exposure.Sql, [eventId], Exposure.Row.Read, ct), isWithdrawn);
        return TypedResults.Ok(new Answer(items.Any(item => item.State != Exposure.Gone), items, Next: null));
    }
}
