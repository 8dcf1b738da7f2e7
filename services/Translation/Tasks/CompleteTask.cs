using Akorda.Contracts.Translations;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Segments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Translation.Tasks;

/// <summary>The holder hands the translation to review. Checks that block must be mended, or acknowledged with a reason that the reviewer sees.</summary>
public static class CompleteTask
{
    /// <param name="Acknowledged">Checks that the translator lets stand, each as <c>name:segmentId</c>.</param>
    /// <param name="Reason">Why; needed where one of them blocks.</param>
    public sealed record Request(IReadOnlyList<string>? Acknowledged = null, string? Reason = null);

    public sealed record StandingCheck(string Id, string SegmentId, string Severity, string Message);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/translations/{id:guid}/complete", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(CompleteTask))
        .WithSummary("Complete a translation");

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> Handle(
        Guid id, Request request, CurrentUser user, [FromKeyedServices(TranslationModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var task = await TranslationTask.LockAsync(act, id, ct);
        if (task is null) return TaskProblems.NotFound();
        if (!user.Languages.Contains(task.Language)) return TaskProblems.OtherLanguage(task);
        if (task.State == TaskState.Completed && task.Holder?.Id == user.Person.Id) return TypedResults.Ok(await TaskView.ReadAsync(act.Connection, task, ct));
        if (!task.IsHeldBy(user.Person)) return TaskProblems.Refused(task, user.Person);

        var source = await TaskSegment.SourceOfAsync(act.Connection, task, ct);
        var segments = await TaskSegment.OfAsync(act.Connection, task, source, ct);
        var (acknowledged, refusal) = Acknowledge(task, segments, request);
        if (acknowledged is null) return refusal!;   // one of the two is always there

        task = task with { State = TaskState.Completed, LeaseEndsAt = null, WasCompleted = true, Acknowledged = acknowledged };
        var (text, faults) = CompletedText.Assemble(task, source, segments);
        if (text is null) return OutsideTheProfile(faults);
        await act.ExecuteAsync(Sql, [id, text.Document, Json.Parameter(acknowledged)], ct);
        act.Record(user.Person.Id, "task-completed", id.ToString(), acknowledged.Count == 0 ? null : Detail(acknowledged));
        act.GoOn("complete translation", task.TraceParent);
        act.Send(text.Message(task, user.Person, clock.GetUtcNow()), task.Urgency);
        var view = await TaskView.ReadAsync(act.Connection, task, ct);
        await act.CommitAsync(ct);
        return TypedResults.Ok(view);
    }

    private static (IReadOnlyList<AcknowledgedCheck>? Acknowledged, ProblemHttpResult? Refusal) Acknowledge(
        TranslationTask task, IReadOnlyList<TaskSegment> segments, Request request)
    {
        var faults = new Faults();
        if (request.Reason is not null) faults.AddIf("$.reason", PlainText.FaultOfText(request.Reason, 4_000));
        var named = (request.Acknowledged ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, name) in (request.Acknowledged ?? []).Index())
            if (name is null || name.Split(':') is not [{ Length: > 0 }, { Length: > 0 }]) faults.Add($"$.acknowledged[{index}]", "must be the name of a check and the id of a segment, as 'number:SEGMENTID'");
        if (!faults.None) return (null, Problems.Invalid(faults));

        var all = segments.SelectMany(segment => segment.Check(task).Select(finding => (Segment: segment.Source.Id, Finding: finding))).ToList();
        var standing = all.Where(each => each.Finding.Blocks && !(each.Finding.MayStand && named.Contains($"{each.Finding.Id}:{each.Segment}"))).ToList();
        if (standing.Count > 0) return (null, ChecksFail(standing.Select(each => new StandingCheck(each.Finding.Id, each.Segment, each.Finding.Severity, each.Finding.Message))));

        var reason = request.Reason is null || PlainText.IsBlank(request.Reason) ? null : PlainText.Normalize(request.Reason);
        if (reason is null && all.Any(each => each.Finding.Blocks))
        {
            faults.Add("$.reason", "is needed to let a check stand that blocks");
            return (null, Problems.Invalid(faults));
        }
        return ([.. all.Select(each => new AcknowledgedCheck
        {
            Check = each.Finding.Id,
            SegmentId = each.Segment,
            Message = each.Finding.Message,
            Reason = each.Finding.Blocks ? reason : null,
        })], null);
    }

    private static ProblemHttpResult ChecksFail(IEnumerable<StandingCheck> standing)
    {
        var problem = new ProblemDetails { Status = 422, Type = Problems.TypePrefix + "checks-fail", Title = "Some checks stand" };
        problem.Extensions["checks"] = standing.ToList();
        return TypedResults.Problem(problem);
    }

    private static ProblemHttpResult OutsideTheProfile(IReadOnlyList<MarkdownFault> outside)
    {
        var faults = new Faults();
        foreach (var fault in outside) faults.Add("$", $"line {fault.Line} of the translated body: {fault.Rule}");
        return Problems.Invalid(faults);
    }

    private static string Detail(IReadOnlyList<AcknowledgedCheck> acknowledged) =>
        "acknowledged " + string.Join(", ", acknowledged.Select(each => $"{each.Check}:{each.SegmentId}"));

    // The holder stays named: a returned text goes back to who translated it.
    private const string Sql =
        """
        update translation.task
           set state = 'completed', lease_ends_at = null, document = $2, acknowledged = $3
         where task_id = $1
        """;
}
