using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor writes a new revision, and what they had in hand of it is done with; what earlier revisions have under way goes on until this one is submitted.</summary>
public static class ReviseDraft
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/drafts/{id:guid}", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("ReviseDraft")
        .WithSummary("Write a new revision of a draft")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Handle(
        Guid id, DraftRequest request, HttpRequest http, HttpResponse response, CurrentUser user,
        [FromKeyedServices(IngestionModule.Key)] Outbox outbox, Vocabulary vocabulary, TimeProvider clock, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(id, ct);
        if (await DraftView.FindAsync(act.Connection, id, ct) is not { } draft) return Problems.NotFound("draft");
        if (draft.Status == DraftView.Withdrawn) return WithdrawDraft.IsWithdrawn();
        if (ETags.Check(http, draft.Revision) is { } mismatch) return mismatch;

        if (await KnownToDrafts.ReadAsync(act.Connection, vocabulary, request, ct) is not { } known) return LearnChannels.NotYet(http.HttpContext);
        var faults = new Faults();
        var content = Draft.Check(request, known, faults);
        if (!faults.None) return Problems.Invalid(faults);

        var revision = draft.Revision + 1;
        var written = await act.ExecuteAsync(
            WriteSql,
            [id, revision, content.Title, content.Section, Json.Parameter(content), Json.Parameter(user.Person), Guid.CreateVersion7(clock.GetUtcNow()), $"revision {revision}", user.Person.Id], ct);
        if (written != 1) return Problems.Stale();
        act.Record(user.Person.Id, "draft-revised", id.ToString(), $"revision {revision}");
        var revised = await DraftView.FindAsync(act.Connection, id, ct) ?? throw new InvalidOperationException("A draft is never deleted.");
        await act.CommitAsync(ct);
        response.Headers.ETag = ETags.Of(revision);
        return TypedResults.Ok(revised);
    }

    private const string WriteSql =
        """
        with draft as (
            update ingestion.draft
               set revision = $2, title = $3, section = $4, updated_at = now()
             where draft_id = $1
               and revision = $2 - 1
            returning draft_id),
        step as (
            insert into ingestion.step (step_id, event_id, at, step, actor, detail)
            select $7, draft_id, now(), 'draft-revised', $6, $8
              from draft),
        in_hand as (
            delete from ingestion.working_copy
             where draft_id = $1
               and person = $9)
        insert into ingestion.revision (draft_id, revision, content, author)
        select draft_id, $2, $5, $6
          from draft
        """;
}
