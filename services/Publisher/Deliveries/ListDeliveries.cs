using Akorda.Http;
using Akorda.Postgres;
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
        HttpRequest request, string? state, string? destination, string? @event, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct)
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
        var filter = new Filter().And("d.state =", state).And("d.destination =", destination).And("d.event_id =", eventId).And("d.delivery_id <", paging.After);
        var rows = await db.QueryAsync($"{DeliveryView.Sql(filter.ToString())} limit {filter.Parameter(paging.Limit + 1)}", filter.Args, DeliveryView.Read, ct);
        return TypedResults.Ok(paging.PageOf(rows, delivery => delivery.Id));
    }
}
