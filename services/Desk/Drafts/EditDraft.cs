using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET and POST /drafts/{id}/edit: an editor changes a draft. What is saved is a revision; somebody else's is never written over.</summary>
internal static class EditDraft
{
    /// <summary>Several photographs may come with one form.</summary>
    public const long MostBytes = 104 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/drafts/{id:guid}/edit", Open);
        desk.MapPost("/drafts/{id:guid}/edit", Change).WithMetadata(new RequestSizeLimitAttribute(MostBytes)).WithRequestTimeout(TimeSpan.FromMinutes(5));
    }

    /// <summary>What follows a saved revision: the form again, or the event's page once it is submitted.</summary>
    public static async Task<IResult> ThenAsync(Draft draft, string? etag, string act, Newsroom newsroom, CancellationToken ct)
    {
        if (act != FormActs.Submit) return Show.Then($"/drafts/{draft.Id}/edit", "drafts.saved");
        var submitted = await newsroom.SendAsync<Draft>(HttpMethod.Post, $"/api/drafts/{draft.Id}/submit", null, etag, ct);
        return submitted.Problem is null ? Show.Then($"/drafts/{draft.Id}", "drafts.submitted") : Show.Then($"/drafts/{draft.Id}", "drafts.saved-only");
    }

    /// <summary>Whether something may have been overlooked that the person was not shown.</summary>
    public static async Task<bool> AsksFirstAsync(Editing editing, Around around, CancellationToken ct) =>
        (await around.Newsroom.PostAsync<DraftCheck>(editing.Api + "/check", editing.Form.ToUnfinished(), ct)).Value is { Faults.Count: 0 } check
        && check.Warnings.Any(warning => !editing.Seen.Contains(warning.Id));

    private static async Task<IResult> Open(Guid id, [AsParameters] Around around, CancellationToken ct)
    {
        var draft = (await around.Newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        return draft.Status == Draft.Withdrawn ? Show.Then($"/drafts/{id}") : await EditorPage.ShowAsync(await EditorPage.OpenAsync(draft, DraftForm.Of(draft), around, ct), around, ct);
    }

    private static async Task<IResult> Change(Guid id, HttpRequest request, [AsParameters] Around around, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var draft = (await around.Newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        var editing = await FormActs.UploadAsync(Editing.Read(draft, sent), sent, around.Newsroom, ct);
        if (editing.Problem is not null) return await EditorPage.ShowAsync(editing, around, ct);
        var act = sent["act"].ToString();
        switch (act)
        {
            case FormActs.Submit when await AsksFirstAsync(editing, around, ct):
                return await EditorPage.ShowAsync(editing with { AsksFirst = true }, around, ct);
            case FormActs.Save or FormActs.Submit:
                return await SaveAsync(editing, act, around, ct);
            case FormActs.Keep or FormActs.KeepHere:
                return await KeepForm.ThenAsync(editing, act, around, ct);
            case FormActs.Compare:
                return await EditorPage.ShowAsync(await EditorPage.MeetNewerAsync(editing, around, ct), around, ct);
            default:
                var theirs = act.StartsWith(FormActs.TakeTheirs, StringComparison.Ordinal)
                    ? (await around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{id}/revisions/{editing.Based}", ct)).Required()
                    : null;
                return await EditorPage.ShowAsync(FormActs.Apply(editing, act, theirs is null ? null : DraftForm.Of(theirs)), around, ct);
        }
    }

    private static async Task<IResult> SaveAsync(Editing editing, string act, Around around, CancellationToken ct)
    {
        var api = editing.Api;
        var saved = await around.Newsroom.SendAsync<Draft>(HttpMethod.Put, api, editing.Form.ToRequest(), $"\"{editing.Based}\"", ct);
        if (saved.Value is { } now) return await ThenAsync(now, saved.ETag, act, around.Newsroom, ct);
        if (saved.Status != StatusCodes.Status412PreconditionFailed) return await EditorPage.ShowAsync(editing with { Problem = saved.Problem }, around, ct);
        var newest = await around.Newsroom.GetAsync<Draft>(api, ct);
        // Sent twice, it is saved already.
        if (FormField.All.All(field => field.IsSame(DraftForm.Of(newest.Required()), editing.Form, around.Reading))) return await ThenAsync(newest.Required(), newest.ETag, act, around.Newsroom, ct);
        // Both texts are shown; the next save is one over what was seen here.
        return await EditorPage.ShowAsync((await EditorPage.MeetNewerAsync(editing with { Draft = newest.Required() }, around, ct)) with { Problem = saved.Problem }, around, ct);
    }
}
