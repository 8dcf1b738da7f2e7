using Akorda.Contracts.Drafts;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Ingestion.Drafts;

/// <summary>An editor takes a draft back before its release. The Publisher has the last word: where it released the event meanwhile, it drops the withdrawal and the draft goes back to its true status.</summary>
public static class WithdrawDraft
{
    /// <summary>Why; internal.</summary>
    public sealed record Request(string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/drafts/{id:guid}/withdraw", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("WithdrawDraft")
        .WithSummary("Withdraw a draft before its release")
        .WithGroupName(IngestionModule.Key)
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Accepted<DraftView>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpResponse response, CurrentUser user,
        [FromKeyedServices(IngestionModule.Key)] Outbox outbox, TimeProvider clock, CancellationToken ct)
    {
        var faults = new Faults();
        faults.AddIf("$.reason", PlainText.IsBlank(request.Reason) ? "must not be blank" : PlainText.FaultOfText(request.Reason, Draft.Reason));
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        await act.LockEventAsync(id, ct);
        if (await DraftView.FindAsync(act.Connection, id, ct) is not { } draft) return Problems.NotFound("draft");
        response.Headers.ETag = ETags.Of(draft.Revision);
        if (draft.Status == DraftView.Withdrawn) return TypedResults.Accepted($"/api/drafts/{id}", draft);
        if (draft.PublishedRevision is not null)
            return Problems.Of(409, "already-released", "The event is public", "A publisher can withdraw it from the site and the channels.");

        await act.ExecuteAsync("update ingestion.draft set withdrawn_at = now(), updated_at = now() where draft_id = $1", [id], ct);
        act.GoOn("withdraw draft", await act.FindAsync(SubmitDraft.TraceSql, [id], row => row.NullableText("trace_parent"), ct));
        act.Send(new DraftWithdrawn
        {
            EventId = id,
            Revision = draft.Revision,
            Reason = PlainText.Normalize(request.Reason),
            WithdrawnBy = user.Person,
            WithdrawnAt = clock.GetUtcNow(),
        }, draft.Urgency);
        act.Record(user.Person.Id, "draft-withdrawn", id.ToString(), $"revision {draft.Revision}");
        var withdrawn = await DraftView.FindAsync(act.Connection, id, ct) ?? throw new InvalidOperationException("A draft is never deleted.");
        await act.CommitAsync(ct);
        return TypedResults.Accepted($"/api/drafts/{id}", withdrawn);
    }

    /// <summary>409: nothing more can be done with this draft.</summary>
    internal static ProblemHttpResult IsWithdrawn() => Problems.Of(409, "withdrawn", "The draft is withdrawn", "Write a new one.");
}
