using Akorda.Contracts;
using Akorda.Contracts.Publications;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher.Deliveries;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>A publisher takes an event back: from the Site at once, then from every channel as its publishing delivery settles. What has not begun never begins.</summary>
public static class WithdrawPublication
{
    private const int LongestReason = 4_000;

    /// <summary>Why; internal, the public notice is fixed text.</summary>
    public sealed record Request(string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/publications/{eventId:guid}/withdraw", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("WithdrawPublication")
        .WithSummary("Take an event back everywhere")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Accepted<PublicationView>, ProblemHttpResult>> Handle(
        Guid eventId, Request request, CurrentUser user, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        Pushes pushes, TimeProvider clock, CancellationToken ct)
    {
        var faults = new Faults();
        faults.AddIf("$.reason", PlainText.IsBlank(request.Reason) ? "must not be blank" : PlainText.FaultOfText(request.Reason, LongestReason));
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(eventId, ct);
        if (await act.FindAsync(ReadSql, [eventId], Standing.Read, ct) is not { } standing
            || await PublicationView.FindAsync(act.Connection, eventId, ct) is not { } publication) return GetPublication.NotThere();
        if (standing.IsPublic && user.CheckFreshSignIn(clock) is { } again) return again;
        if (standing.IsWithdrawn) return TypedResults.Accepted($"/api/publications/{eventId}", publication);

        var reason = PlainText.Normalize(request.Reason);
        act.GoOn("withdraw publication", standing.TraceParent);
        await act.ExecuteAsync(UnreleasedSql, [eventId], ct);
        await act.ExecuteAsync(WithdrawSql, [eventId, standing.IsPublic ? 1L : 0L, reason, user.Person.Id, user.Person.Name, act.TraceParent], ct);
        act.Record(user.Person.Id, "publication-withdrawn", eventId.ToString(), reason);
        if (standing.IsPublic) await PlanDeliveries.SupersedeAsync(act, eventId, standing.Urgency, language: null, int.MaxValue, standing.DatabaseNow);
        else act.Send(Withdrawn(eventId, publication.Revision, reason, user.Person, standing.DatabaseNow), standing.Urgency);
        publication = await PublicationView.FindAsync(act.Connection, eventId, ct) ?? publication;
        await act.CommitAsync(ct);
        if (standing.IsPublic) pushes.Add(eventId);
        return TypedResults.Accepted($"/api/publications/{eventId}", publication);
    }

    private static ReleaseWithdrawn Withdrawn(Guid eventId, int revision, string reason, Person by, DateTimeOffset at) =>
        new() { EventId = eventId, Revision = revision, Reason = reason, WithdrawnBy = by, WithdrawnAt = at };

    private sealed record Standing(bool IsPublic, bool IsWithdrawn, string Urgency, string? TraceParent, DateTimeOffset DatabaseNow)
    {
        public static Standing Read(NpgsqlDataReader row) => new(
            row.GetBoolean(row.GetOrdinal("is_public")), row.GetBoolean(row.GetOrdinal("is_withdrawn")), row.GetString(row.GetOrdinal("urgency")),
            row.NullableText("trace_parent"), row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("now")));
    }

    // On its way to the Site is public: nobody can say any more that no reader has seen it.
    private const string ReadSql =
        """
        select version > 0 as is_public,
               withdrawal_version is not null as is_withdrawn,
               urgency, trace_parent, clock_timestamp() as now
          from publisher.publication
         where event_id = $1
        """;

    private const string UnreleasedSql = "update publisher.release set state = 'withdrawn' where event_id = $1 and state in ('assembling', 'scheduled')";

    private const string WithdrawSql =
        """
        update publisher.publication
           set version = version + $2,
               withdrawal_version = version + $2,
               withdrawal_reason = $3,
               withdrawn_by = $4,
               withdrawn_by_name = $5,
               trace_parent = $6,
               push_due_at = clock_timestamp() + interval '15 seconds'
         where event_id = $1
        """;
}
