using Akorda.Http;
using Akorda.Messaging;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Publisher.Releases;

/// <summary>A publisher lets a release go before its rescheduled time, or without a language, with a reason; never before the embargo, never without the languages that may not be missing.</summary>
public static class ReleaseNow
{
    private const int LongestReason = 4_000;

    /// <summary>What the release goes without.</summary>
    public sealed record Request(IReadOnlyList<string>? Without = null, string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/publications/{eventId:guid}/release", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("ReleaseNow")
        .WithSummary("Release now, if need be without a language")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> Handle(
        Guid eventId, Request request, CurrentUser user, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        Vocabulary vocabulary, Pushes pushes, TimeProvider clock, CancellationToken ct)
    {
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        string[] without = [.. (request.Without ?? []).Distinct()];
        var faults = FaultsOf(request, without);
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(eventId, ct);
        if (await PublicationView.FindAsync(act.Connection, eventId, ct) is not { } publication) return GetPublication.NotThere();
        if (await act.FindAsync(Pending.Sql, [eventId], Pending.Read, ct) is not { } pending)
            // Asked twice: it is done, or on its way.
            return publication.State is Release.Releasing or Release.Published ? TypedResults.Ok(publication) : NothingToRelease();
        if (Refusal(pending, without, vocabulary.RequiredLanguages, clock.GetUtcNow()) is { } refusal) return refusal;

        act.GoOn("order release", pending.TraceParent);
        await act.ExecuteAsync(Sql, [eventId, pending.Revision, without, pending.AwaitsPictures ? Release.Scheduled : Release.Releasing], ct);
        if (!pending.AwaitsPictures) await ReleaseWhatIsDue.LetGoAsync(act, eventId, pending.Revision, ct);
        act.Record(user.Person.Id, "release-ordered", eventId.ToString(), without.Length == 0 ? $"revision {pending.Revision}" : $"revision {pending.Revision}, without {string.Join(", ", without)}: {request.Reason}");
        act.Send(
            new Contracts.Timeline.StepRecorded
            {
                EventId = eventId, At = pending.DatabaseNow, Step = "release-ordered", Language = null, Actor = user.Person,
                Detail = without.Length == 0 ? null : $"without {string.Join(", ", without)}: {request.Reason}",
            },
            pending.Urgency);
        publication = await PublicationView.FindAsync(act.Connection, eventId, ct) ?? publication;
        await act.CommitAsync(ct);
        if (pending.AwaitsPictures) pushes.WakeSchedule.Set();
        else pushes.Add(eventId);
        return TypedResults.Ok(publication);
    }

    private static Faults FaultsOf(Request request, string[] without)
    {
        var faults = new Faults();
        if (without.Length > 0 && (request.Reason is null || PlainText.IsBlank(request.Reason))) faults.Add("$.reason", "is needed when a language is left out");
        if (request.Reason is { } reason) faults.AddIf("$.reason", PlainText.FaultOfText(reason, LongestReason));
        return faults;
    }

    private static ProblemHttpResult? Refusal(Pending pending, string[] without, IReadOnlyList<string> required, DateTimeOffset localNow)
    {
        var faults = new Faults();
        foreach (var language in without.Except(pending.Languages)) faults.Add("$.without", $"the event has no language '{language}'");
        foreach (var language in without.Intersect(required)) faults.Add("$.without", $"'{language}' is never left out");
        if (!faults.None) return Problems.Invalid(faults);
        if (pending.EmbargoUntil is { } embargo)
        {
            if (embargo > pending.DatabaseNow) return Embargoed(embargo);
            if ((pending.DatabaseNow - localNow).Duration() > Release.ClockTolerance)
                return Problems.Of(503, "clocks-differ", "The clocks differ", "This machine's clock and the database's do not agree; an embargoed release is held until they do.");
        }
        string[] missing = [.. pending.Languages.Union(required).Except(without).Except(pending.Approved).Order(StringComparer.Ordinal)];
        return missing.Length == 0 ? null : Problems.Of(409, "not-approved", "Texts are not approved yet", $"Missing: {string.Join(", ", missing)}.");
    }

    /// <summary>409: there is no release that has not begun.</summary>
    internal static ProblemHttpResult NothingToRelease() =>
        Problems.Of(409, "nothing-to-release", "There is nothing to release", "The event is public or withdrawn, and no other revision is under way.");

    /// <summary>409: the embargo stands in the approved text; only a new revision moves it.</summary>
    internal static ProblemHttpResult Embargoed(DateTimeOffset until) =>
        Problems.Of(409, "embargoed", "The embargo still holds", $"Nothing of it is public before {until:O}. Moving that earlier takes a new revision.");

    private const string Sql =
        """
        update publisher.release
           set state = $4,
               without = $3,
               not_before = null,
               release_at = clock_timestamp()
         where event_id = $1
           and revision = $2
           and state in ('assembling', 'scheduled')
        """;
}
