using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/keep: the form keeps itself while somebody writes, as a working copy that is no revision. A button keeps it too.</summary>
internal static class KeepForm
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        var byTyping = new InBackground { ByPerson = true };
        desk.MapPost("/drafts/{id:guid}/keep", (Guid id, HttpRequest request, [AsParameters] Around around, CancellationToken ct) => HandleAsync(id, request, around, ct)).WithMetadata(byTyping);
        desk.MapPost("/drafts/new/keep", (HttpRequest request, [AsParameters] Around around, CancellationToken ct) => HandleAsync(null, request, around, ct)).WithMetadata(byTyping);
    }

    /// <summary>Keeps by a button, which is how it is done without script.</summary>
    public static async Task<IResult> ThenAsync(Editing editing, string act, Around around, CancellationToken ct)
    {
        // Another window of the same person kept its form: this one was chosen over it.
        if (act == FormActs.KeepHere) editing = editing with { Copy = (await around.Newsroom.GetAsync<WorkingCopy>(editing.Api + "/working-copy", ct)).ETag ?? "" };
        var kept = await KeepAsync(editing, around.Newsroom, ct);
        if (kept.Value is not null) return Show.Then(editing.Path, "drafts.kept");
        var problem = kept.Status == StatusCodes.Status412PreconditionFailed ? kept.Problem! with { Type = "kept-elsewhere" } : kept.Problem;   // a refusal has one
        return await EditorPage.ShowAsync(editing with { Problem = problem }, around, ct);
    }

    private static Task<Answer<WorkingCopy>> KeepAsync(Editing editing, Newsroom newsroom, CancellationToken ct)
    {
        var copy = editing.Form.ToUnfinished();
        if (editing.Based is { } based) copy["basedOn"] = based;
        return newsroom.SendAsync<WorkingCopy>(HttpMethod.Put, editing.Api + "/working-copy", copy, editing.Copy.Length > 0 ? editing.Copy : null, ct);
    }

    private static async Task<IResult> HandleAsync(Guid? id, HttpRequest request, Around around, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        // Only its address is needed of the draft: whether it may be kept is for Ingestion to say.
        var editing = Editing.Read(id is { } draft ? new Draft { Id = draft } : null, sent);
        var check = around.Newsroom.PostAsync<DraftCheck>(editing.Api + "/check", editing.Form.ToUnfinished(), ct);
        var channels = around.Newsroom.GetAsync<All<KnownChannel>>("/api/drafts/channels", ct);
        var kept = await KeepAsync(editing, around.Newsroom, ct);
        var found = (await check).Value ?? DraftCheck.Nothing;
        var parameters = new
        {
            Editing = editing with
            {
                Copy = kept.Value is null ? editing.Copy : kept.ETag ?? "",
                KeptAt = kept.Value?.SavedAt,
                Problem = kept.Problem,
                Seen = [.. found.Warnings.Select(warning => warning.Id)],
            },
            Check = found,
            Channels = (await channels).Value?.Items,
        };
        return kept.Problem is { } problem ? Show.Refused<EditorParts>(parameters, problem.Status) : Show.Page<EditorParts>(parameters);
    }
}
