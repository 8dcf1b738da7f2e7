using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Publisher.Deliveries;

/// <summary>A publisher has a delivery tried again that is known not to be done: refused, held or waiting. Never one in doubt: that one is resolved.</summary>
public static class RetryDelivery
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/deliveries/{id:guid}/retry", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("RetryDelivery")
        .WithSummary("Try a delivery again")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(PublisherModule.Key)] Outbox outbox, DeliveryWakes wakes, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        if (await act.FindAsync(DeliveryView.Sql("d.delivery_id = $1"), [id], DeliveryView.Read, ct) is not { } delivery) return Problems.NotFound("delivery");
        // Asked twice: it is under way already.
        if (delivery.State is Delivery.Planned or Delivery.Prepared) return TypedResults.Ok(delivery);
        if (await act.ExecuteAsync(Sql, [id], ct) == 0)
            return Problems.Of(409, "cannot-retry", "This delivery cannot be tried again", $"It is {delivery.State}; only what is known not to be posted, and is not superseded, is tried again.");
        act.Concerns(delivery.EventId);
        await HoldRestored.OfEventAsync(act, delivery.EventId, ct);
        act.Record(user.Person.Id, "delivery-retried", id.ToString(), $"{delivery.Destination}, was {delivery.State}");
        delivery = await act.FindAsync(DeliveryView.Sql("d.delivery_id = $1"), [id], DeliveryView.Read, ct) ?? delivery;
        await act.CommitAsync(ct);
        wakes.SetAll();
        return TypedResults.Ok(delivery);
    }

    // Refused and held ones are prepared anew: a network that changed its mind may want another request.
    private const string Sql =
        """
        update publisher.delivery
           set state = case when state = 'retrying' then 'retrying' else 'planned' end,
               prepared = case when state = 'retrying' then prepared end,
               due_at = clock_timestamp(),
               trying_since = null,
               tries = 0,
               doubts = 0,
               reason = null,
               change = change + 1
         where delivery_id = $1
           and state in ('rejected', 'held', 'skipped', 'retrying')
           and destination <> 'site'
           and not in_doubt
           and not superseded
        """;
}
