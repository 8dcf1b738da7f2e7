using Akorda.Contracts.Publications;
using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Publisher.Releases;

/// <summary>A publisher moves a release that has not begun to another instant; never before the embargo, which stands in the approved text.</summary>
public static class RescheduleRelease
{
    /// <summary>The new instant.</summary>
    public sealed record Request(DateTimeOffset At);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/publications/{eventId:guid}/reschedule", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("RescheduleRelease")
        .WithSummary("Release at another time, not before the embargo")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Handle(
        Guid eventId, Request request, CurrentUser user, [FromKeyedServices(PublisherModule.Key)] Outbox outbox, Pushes pushes, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(eventId, ct);
        if (await PublicationView.FindAsync(act.Connection, eventId, ct) is not { } publication) return GetPublication.NotThere();
        if (await act.FindAsync(Pending.Sql, [eventId], Pending.Read, ct) is not { } pending) return ReleaseNow.NothingToRelease();
        if (request.At < pending.EmbargoUntil) return ReleaseNow.Embargoed(pending.EmbargoUntil.Value);
        if (request.At <= pending.DatabaseNow) return Past();

        if (pending.NotBefore != request.At)
        {
            act.GoOn("reschedule release", pending.TraceParent);
            await act.ExecuteAsync(Sql, [eventId, pending.Revision, request.At], ct);
            act.Record(user.Person.Id, "release-rescheduled", eventId.ToString(), $"revision {pending.Revision}, to {request.At:O}");
            if (pending.State == Release.Scheduled)
                act.Send(new ReleaseScheduled { EventId = eventId, Revision = pending.Revision, ReleaseAt = request.At, ScheduledAt = pending.DatabaseNow }, pending.Urgency);
            publication = await PublicationView.FindAsync(act.Connection, eventId, ct) ?? publication;
            await act.CommitAsync(ct);
            pushes.WakeSchedule.Set();
        }
        return TypedResults.Ok(publication);
    }

    private static ProblemHttpResult Past()
    {
        var faults = new Faults();
        faults.Add("$.at", "must be in the future; to release at once there is `release`");
        return Problems.Invalid(faults);
    }

    private const string Sql =
        """
        update publisher.release
           set not_before = $3,
               release_at = case when state = 'scheduled' then $3 end
         where event_id = $1
           and revision = $2
           and state in ('assembling', 'scheduled')
        """;
}
