using Akorda.Contracts;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Akorda.Translation.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Translation.Segments;

/// <summary>The holder saves the words of one segment; saving what stands there already confirms it. An empty target clears the segment.</summary>
public static class SaveSegment
{
    public sealed record Request(string Target);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/translations/{id:guid}/segments/{segmentId}", Handle)
        .RequireAuthorization(Roles.Translator)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithGroupName(TranslationModule.Key)
        .WithName(nameof(SaveSegment))
        .WithSummary("Save a segment's translation");

    private static async Task<Results<Ok<SegmentView>, ProblemHttpResult>> Handle(
        Guid id, string segmentId, Request request, CurrentUser user, [FromKeyedServices(TranslationModule.Key)] Outbox outbox,
        LeaseSettings lease, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var task = await TranslationTask.LockAsync(act, id, ct);
        if (task is null) return TaskProblems.NotFound();
        if (!user.Languages.Contains(task.Language)) return TaskProblems.OtherLanguage(task);
        var segment = (await TaskSegment.OfAsync(act.Connection, task, ct)).FirstOrDefault(each => each.Source.Id == segmentId);
        if (segment is null) return Problems.NotFound("segment");
        if (!task.IsHeldBy(user.Person)) return TaskProblems.Refused(task, user.Person);

        var faults = new Faults();
        var target = request.Target.Length == 0 ? "" : Checked(segment.Source.Kind, request.Target, faults);
        if (!faults.None) return Problems.Invalid(faults);

        await act.ExecuteAsync(RenewSql, [id, segmentId, clock.GetUtcNow() + lease.Duration], ct);
        if (target.Length == 0) await act.ExecuteAsync(ClearSql, [id, segmentId], ct);
        else await act.ExecuteAsync(SaveSql, [id, segmentId, target, segment.Source.Text, Json.Parameter<Person[]>([user.Person])], ct);
        var saved = (await TaskSegment.OfAsync(act.Connection, task, ct)).First(each => each.Source.Id == segmentId);
        var before = await SourceBefore.FindAsync(act.Connection, task, ct);
        await act.CommitAsync(ct);
        return TypedResults.Ok(saved.View(task with { CommentedSegments = [.. task.CommentedSegments.Where(each => each != segmentId)] }, before));
    }

    private static string Checked(string kind, string target, Faults faults)
    {
        faults.AddIf("$.target", SegmentRules.Fault(kind, target));
        return faults.None ? PlainText.Normalize(target) : "";
    }

    private const string RenewSql =
        """
        update translation.task
           set state = 'claimed', lease_ends_at = $3, commented_segments = array_remove(commented_segments, $2)
         where task_id = $1
        """;

    private const string ClearSql = "delete from translation.target where task_id = $1 and segment_id = $2";

    // Whoever saved this segment before stays among its writers: part of their words may stand in the new ones.
    private const string SaveSql =
        """
        insert into translation.target (task_id, segment_id, target, translated_source, origin, writers)
        values ($1, $2, $3, $4, 'translator', $5)
        on conflict (task_id, segment_id) do update
           set target = excluded.target,
               translated_source = excluded.translated_source,
               origin = case when target.target = excluded.target then target.origin else excluded.origin end,
               score = case when target.target = excluded.target then target.score end,
               writers = case when target.writers @> excluded.writers then target.writers else target.writers || excluded.writers end
        """;
}
