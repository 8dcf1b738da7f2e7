using Akorda.Http;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>Deliveries, newest first.</summary>
public static class ListDeliveries
{
    private static readonly string[] States =
    [
        Delivery.Planned, Delivery.Prepared, Delivery.Attempting, Delivery.Delivered, Delivery.Retrying,
        Delivery.Uncertain, Delivery.Rejected, Delivery.Held, Delivery.Skipped, Delivery.Withdrawn,
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/deliveries", Handle)
        .RequireAuthorization(Roles.Any)
        .WithName("ListDeliveries")
        .WithSummary("Deliveries, newest first")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(400);

    private static async Task<Results<Ok<Page<DeliveryView>>, ProblemHttpResult>> Handle(
        HttpRequest request, string? state, string? destination, string? @event, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, IReadOnlyList<IChannel> channels, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(request);
        if (paging is null) return problem ?? Problems.BadQuery("cursor", "cannot be read");
        if (state is not null && !States.Contains(state)) return Problems.BadQuery("state", $"must be one of {string.Join(", ", States)}");
        Guid? eventId = null;
        if (@event is not null)
        {
            if (!Guid.TryParse(@event, out var id)) return Problems.BadQuery("event", "must be the id of an event");
            eventId = id;
        }
        var filter = new Filter();
        var where = Where(filter, state, destination, eventId, paging.After, out var order);
        var rows = await db.QueryAsync($"{DeliveryView.Sql(where, order)} limit {filter.Parameter(paging.Limit + 1)}", filter.Args, row => DeliveryView.Read(row).Judged(channels), ct);
        return TypedResults.Ok(paging.PageOf(rows, delivery => delivery.Id));
    }

    // By what is fewest: an event's deliveries, else those that did not end delivered, else those of one destination.
    private static string Where(Filter filter, string? state, string? destination, Guid? eventId, Guid? after, out string order)
    {
        if (eventId is not null)
        {
            order = filter.And("d.event_id =", eventId).And("d.state =", state).And("d.destination =", destination).NewestFirst("d.delivery_id", after);
            return filter.ToString();
        }
        if (state is null or Delivery.Delivered)
        {
            order = filter.And("d.state =", state).NewestFirst("d.delivery_id", after, ("d.destination", destination));
            return filter.ToString();
        }
        order = filter.And("d.destination =", destination).NewestFirst("d.delivery_id", after, ("d.state", state));
        // Said although it follows: the index holds no others.
        return $"{filter} and d.state <> '{Delivery.Delivered}'";
    }
}
