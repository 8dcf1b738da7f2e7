using Akorda.Contracts.Timeline;
using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Translation.Tasks;

/// <summary>The holder gives a task back; what was translated stays in it.</summary>
public static class ReleaseTask
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/translations/{id:guid}/release", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(ReleaseTask))
        .WithSummary("Give a translation task back");

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(TranslationModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var task = await TranslationTask.LockAsync(act, id, ct);
        if (task is null) return TaskProblems.NotFound();
        if (!user.Languages.Contains(task.Language)) return TaskProblems.OtherLanguage(task);
        if (task.IsHeldBy(user.Person))
        {
            task = task with { State = task.StateWhenReleased, Holder = null, LeaseEndsAt = null };
            await act.ExecuteAsync(Sql, [id, task.State], ct);
            act.Record(user.Person.Id, "task-released", id.ToString());
            act.GoOn("release translation", task.TraceParent);
            act.Send(
                new StepRecorded { EventId = task.EventId, At = clock.GetUtcNow(), Step = "task-released", Language = task.Language, Actor = user.Person, Detail = null },
                task.Urgency);
        }
        // Free already: giving it back again changes nothing and is no fault.
        else if (task.State is not (TaskState.Queued or TaskState.Returned))
        {
            return TaskProblems.Refused(task, user.Person);
        }
        var view = await TaskView.ReadAsync(act.Connection, task, ct);
        await act.CommitAsync(ct);
        return TypedResults.Ok(view);
    }

    private const string Sql =
        """
        update translation.task
           set state = $2, holder_id = null, holder_name = null, lease_ends_at = null
         where task_id = $1
        """;
}
