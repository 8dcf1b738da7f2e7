using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET and POST /drafts/{id}/edit: an editor changes a draft. What is saved is a revision; somebody else's is never written over.</summary>
public static class EditDraft
{
    private const string Save = "save";
    private const string Submit = "submit";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/drafts/{id:guid}/edit", Open);
        desk.MapPost("/drafts/{id:guid}/edit", Change);
    }

    /// <summary>What follows a saved revision: its page, submitted or not.</summary>
    public static async Task<IResult> ThenAsync(Draft draft, string? etag, string act, Newsroom newsroom, CancellationToken ct)
    {
        if (act != Submit) return Show.Then($"/drafts/{draft.Id}/edit", "drafts.saved");
        var submitted = await newsroom.SendAsync<Draft>(HttpMethod.Post, $"/api/drafts/{draft.Id}/submit", null, etag, ct);
        return submitted.Value is not null ? Show.Then($"/drafts/{draft.Id}", "drafts.submitted") : throw new RefusedException(submitted.Problem!);   // one of the two is always there
    }

    private static async Task<IResult> Open(Guid id, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var draft = (await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        return Show.Page<DraftEditor>(new { Form = DraftForm.Of(draft), Draft = draft, Vocabulary = vocabulary });
    }

    private static async Task<IResult> Change(Guid id, HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var draft = (await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        var (form, problem) = await Photographs.ActAsync(DraftForm.Read(sent), sent, newsroom, ct);
        var act = sent["act"].ToString();
        if (problem is not null || act is not (Save or Submit)) return Again(null, problem);

        var saved = await newsroom.SendAsync<Draft>(HttpMethod.Put, $"/api/drafts/{id}", form.ToRequest(), $"\"{sent["revision"]}\"", ct);
        if (saved.Value is { } now) return await ThenAsync(now, saved.ETag, act, newsroom, ct);
        // Both texts are shown; the next save is one over what was seen here.
        return saved.Status == 412 ? Again(draft, saved.Problem) : Again(null, saved.Problem);

        IResult Again(Draft? theirs, Problem? wrong)
        {
            var parameters = new { Form = form, Draft = draft, Vocabulary = vocabulary, Problem = wrong, Theirs = theirs, Based = theirs?.Revision.ToString() ?? sent["revision"].ToString() };
            return wrong is null ? Show.Page<DraftEditor>(parameters) : Show.Refused<DraftEditor>(parameters);
        }
    }
}
