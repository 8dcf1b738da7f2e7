using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET and POST /drafts/new: an editor begins an event.</summary>
public static class NewDraft
{
    private const string Path = "/drafts/new";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, Begin);
        desk.MapPost(Path, Create);
    }

    private static IResult Begin(Vocabulary vocabulary, TimeProvider clock) =>
        Show.Page<DraftEditor>(new { Form = DraftForm.Empty(vocabulary, clock.GetUtcNow()), Vocabulary = vocabulary });

    private static async Task<IResult> Create(HttpRequest request, Newsroom newsroom, Vocabulary vocabulary, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var (form, problem) = await Photographs.ActAsync(DraftForm.Read(sent), sent, newsroom, ct);
        if (problem is not null || sent["act"] is not { Count: 1 } act || act == Photographs.Add) return Again(form, problem);
        // The key is the page's own: a form that is sent twice creates one draft.
        var created = await newsroom.SendAsync<Draft>(HttpMethod.Post, "/api/drafts", form.ToRequest(), null, ct);
        return created.Value is { } draft ? await EditDraft.ThenAsync(draft, created.ETag, act.ToString(), newsroom, ct) : Again(form, created.Problem);

        IResult Again(DraftForm kept, Problem? wrong) => wrong is null
            ? Show.Page<DraftEditor>(new { Form = kept, Vocabulary = vocabulary })
            : Show.Refused<DraftEditor>(new { Form = kept, Vocabulary = vocabulary, Problem = wrong });
    }
}
