using Akorda.Contracts.Publications;
using Akorda.Contracts.Timeline;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Deliveries;

/// <summary>A publisher has looked at the network and says what stands there, where no machine could. The answer settles the delivery, or lets it be tried again.</summary>
public static class ResolveDelivery
{
    private const string Posted = "posted";
    private const string Absent = "absent";

    /// <summary>What the person saw: the post is there, with its address, or it is not.</summary>
    public sealed record Request(string Outcome, string? Url = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/deliveries/{id:guid}/resolve", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("ResolveDelivery")
        .WithSummary("Say what stands on the network")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        IReadOnlyList<IChannel> channels, DeliveryWakes wakes, TimeProvider clock, CancellationToken ct)
    {
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        var faults = new Faults();
        if (request.Outcome is not (Posted or Absent)) faults.Add("$.outcome", "must be 'posted' or 'absent'");
        if (request.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && url.Length <= 2_000)) faults.Add("$.url", "must be an absolute address");
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        if (await act.FindAsync(DeliveryView.Sql("d.delivery_id = $1"), [id], DeliveryView.Read, ct) is not { } delivery) return Problems.NotFound("delivery");
        var settle = channels.FirstOrDefault(channel => channel.Settings.Id == delivery.Destination)?.Settings.Timing.SettleSeconds ?? 0;
        // For a withdrawal the sight of the post means that nothing is done yet, and its absence that all is.
        var done = (request.Outcome == Posted) == (delivery.Action != Delivery.Withdraw);
        if (await act.FindAsync(done ? DoneSql : NotDoneSql, [id, done ? request.Url : null, TimeSpan.FromSeconds(settle)], Resolved.Read, ct) is not { } resolved)
            return delivery.State == Delivery.Delivered && done
                ? TypedResults.Ok(delivery)
                : Problems.Of(409, "cannot-resolve", "This delivery is not for a person to resolve", $"It is {delivery.State}. An uncertain one can be called absent only when nothing of it can appear any more.");

        act.Concerns(delivery.EventId);
        act.Record(user.Person.Id, "delivery-resolved", id.ToString(), $"{delivery.Destination}: {request.Outcome}");
        act.GoOn("resolve delivery", resolved.TraceParent);
        act.Send(
            new StepRecorded { EventId = delivery.EventId, At = resolved.Now, Step = "delivery-resolved", Language = delivery.Language, Actor = user.Person, Detail = $"{delivery.Destination}: {request.Outcome}" },
            resolved.Urgency);
        delivery = await act.FindAsync(DeliveryView.Sql("d.delivery_id = $1"), [id], DeliveryView.Read, ct) ?? delivery;
        if (done)
        {
            var settled = ToMessage(delivery, resolved.Now);
            act.Send(settled, resolved.Urgency);
            act.Then(() => PublisherTelemetry.CountSettled(settled));
        }
        await act.CommitAsync(ct);
        wakes.SetAll();
        return TypedResults.Ok(delivery);
    }

    private static DeliverySettled ToMessage(DeliveryView delivery, DateTimeOffset now) => new()
    {
        DeliveryId = delivery.Id, EventId = delivery.EventId, Revision = delivery.Revision, Language = delivery.Language, Destination = delivery.Destination,
        Action = delivery.Action, State = delivery.State, Url = delivery.Url, Reason = delivery.Reason, SettledAt = now,
    };

    private sealed record Resolved(string Urgency, string? TraceParent, DateTimeOffset Now)
    {
        public static Resolved Read(NpgsqlDataReader row) => new(
            row.GetString(row.GetOrdinal("urgency")), row.NullableText("trace_parent"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")));
    }

    private const string DoneSql =
        """
        update publisher.delivery
           set state = 'delivered',
               in_doubt = false,
               url = coalesce($2, url),
               posted_at = coalesce(posted_at, clock_timestamp()),
               reason = 'A person saw it.',
               looked_at = clock_timestamp(),
               change = change + 1
         where delivery_id = $1
           and state in ('held', 'uncertain', 'rejected')
           and $3::interval is not null
        returning urgency, trace_parent, clock_timestamp() as now
        """;

    private const string NotDoneSql =
        """
        update publisher.delivery
           set state = 'planned',
               prepared = null,
               in_doubt = false,
               due_at = clock_timestamp(),
               trying_since = null,
               tries = 0,
               doubts = 0,
               reason = null,
               looked_at = clock_timestamp(),
               change = change + 1
         where delivery_id = $1
           and state in ('held', 'uncertain')
           and in_doubt
           and last_byte_at + $3 < clock_timestamp()
           and $2::text is null
        returning urgency, trace_parent, clock_timestamp() as now
        """;
}
