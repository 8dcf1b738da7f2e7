using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/history/{n}/restore: what an earlier revision held becomes the newest one; none is lost.</summary>
internal static class RestoreRevision
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/drafts/{id:guid}/history/{n:int}/restore", Handle);

    private static async Task<IResult> Handle(Guid id, int n, HttpRequest request, [AsParameters] Around around, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        // A new revision ends what the person has in hand; they decide about that first.
        if ((await around.Newsroom.GetAsync<WorkingCopy>($"/api/drafts/{id}/working-copy", ct)).Value is not null) return Show.Then($"/drafts/{id}/edit", "drafts.decide-first");
        var earlier = (await around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{id}/revisions/{n}", ct)).Required();
        var saved = await around.Newsroom.SendAsync<Draft>(HttpMethod.Put, $"/api/drafts/{id}", DraftForm.Of(earlier).ToRequest(), $"\"{form["revision"]}\"", ct);
        return saved.Value is null ? await ShowHistory.PageAsync(id, null, null, null, saved.Problem, around, ct) : Show.Then($"/drafts/{id}/edit", "drafts.restored");
    }
}
