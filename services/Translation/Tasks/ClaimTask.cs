using Akorda.Contracts.Timeline;
using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Translation.Tasks;

/// <summary>A translator takes a task; nobody else can work on it until it is released or the lease ends.</summary>
public static class ClaimTask
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/translations/{id:guid}/claim", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(ClaimTask))
        .WithSummary("Take a translation task");

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> Handle(
        Guid id, CurrentUser user, [FromKeyedServices(TranslationModule.Key)] Outbox outbox, LeaseSettings lease, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var task = await TranslationTask.LockAsync(act, id, ct);
        if (task is null) return TaskProblems.NotFound();
        if (!user.Languages.Contains(task.Language)) return TaskProblems.OtherLanguage(task);
        var now = clock.GetUtcNow();
        if (!task.CanBeClaimedBy(user.Person, now)) return TaskProblems.Refused(task, user.Person);

        var claimed = task with { State = TaskState.Claimed, Holder = user.Person, LeaseEndsAt = now + lease.Duration };
        await act.ExecuteAsync(Sql, [id, user.Person.Id, user.Person.Name, claimed.LeaseEndsAt], ct);
        // A repeated claim only renews the lease: it is no step of the event's way.
        if (task.State != TaskState.Claimed || task.Holder != user.Person)
        {
            act.Record(user.Person.Id, "task-claimed", id.ToString());
            act.GoOn("claim translation", task.TraceParent);
            act.Send(
                new StepRecorded { EventId = task.EventId, At = now, Step = "task-claimed", Language = task.Language, Actor = user.Person, Detail = null },
                task.Urgency);
        }
        var view = await TaskView.ReadAsync(act.Connection, claimed, ct);
        await act.CommitAsync(ct);
        return TypedResults.Ok(view);
    }

    private const string Sql =
        """
        update translation.task
           set state = 'claimed', holder_id = $2, holder_name = $3, lease_ends_at = $4
         where task_id = $1
        """;
}
