using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Ingestion.WorkingCopies;

/// <summary>An editor's form saves itself. Whatever is missing or unfinished is kept as it is.</summary>
public static class SaveWorkingCopy
{
    /// <summary>The form.</summary>
    public sealed record Request : UnfinishedDraft
    {
        /// <summary>The revision that the editor began from; left out while the draft is not created.</summary>
        public int? BasedOn { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPut("/api/drafts/{id:guid}/working-copy", HandleAsync)
            .RequireAuthorization(Roles.Editor)
            .WithName("SaveWorkingCopy")
            .WithSummary("Save what an editor has in hand of a draft, without a revision; If-Match names the copy that it replaces")
            .WithGroupName(IngestionModule.Key)
            .ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
        routes
            .MapPut("/api/drafts/new/working-copy", HandleNewAsync)
            .RequireAuthorization(Roles.Editor)
            .WithName("SaveWorkingCopyOfNew")
            .WithSummary("Save what an editor has in hand of a draft that is not created yet; If-Match names the copy that it replaces")
            .WithGroupName(IngestionModule.Key)
            .ProducesProblem(412).ProducesProblem(422);
    }

    private static async Task<Results<Ok<WorkingCopy>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, HttpContext http, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] Outbox outbox, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        var newest = await act.FindAsync("select revision from ingestion.draft where draft_id = $1", [id], row => (int?)row.GetInt32(0), ct);
        if (newest is null) return Problems.NotFound("draft");
        var faults = new Faults();
        if (!(request.BasedOn >= 1 && request.BasedOn <= newest)) faults.Add("$.basedOn", "must be a revision of this draft");
        return await SaveAsync(act, id, request, faults, http, user, ct);
    }

    private static async Task<Results<Ok<WorkingCopy>, ProblemHttpResult>> HandleNewAsync(
        Request request, HttpContext http, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] Outbox outbox, CancellationToken ct)
    {
        var faults = new Faults();
        if (request.BasedOn is not null) faults.Add("$.basedOn", "must be left out: nothing was created yet");
        await using var act = await outbox.BeginAsync(ct);
        return await SaveAsync(act, WorkingCopy.NotCreated, request, faults, http, user, ct);
    }

    private static async Task<Results<Ok<WorkingCopy>, ProblemHttpResult>> SaveAsync(
        Act act, Guid draft, Request request, Faults faults, HttpContext http, CurrentUser user, CancellationToken ct)
    {
        request.CheckTexts(faults);
        if (!faults.None) return Problems.Invalid(faults);
        var (copy, problem) = await WorkingCopy.SaveAsync(act, draft, user.Person.Id, request.BasedOn, request, http.Request, ct);
        if (copy is null) return problem ?? throw new InvalidOperationException("Without a copy there is a problem.");
        await act.CommitAsync(ct);
        http.Response.Headers.ETag = ETags.Of(copy.Version);
        return TypedResults.Ok(copy);
    }
}
