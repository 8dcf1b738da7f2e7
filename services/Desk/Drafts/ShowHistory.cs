using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /drafts/{id}/history: a draft's revisions, and the difference between any two of them.</summary>
internal static class ShowHistory
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/drafts/{id:guid}/history", Handle);

    /// <summary>The page, with what went wrong when a revision was to be restored.</summary>
    public static async Task<IResult> PageAsync(Guid id, int? from, int? to, string? cursor, Problem? problem, Around around, CancellationToken ct)
    {
        var draft = (await around.Newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        var revisions = (await around.Newsroom.GetAsync<Listed<DraftRevision>>($"/api/drafts/{id}/revisions" + (cursor is null ? "" : QueryString.Create("cursor", cursor)), ct)).Required();
        var last = to ?? draft.Revision;
        var first = from ?? last - 1;
        IReadOnlyList<FormDifference.Changed>? changes = null;
        if (first >= 1 && first != last)
        {
            var before = around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{id}/revisions/{first}", ct);
            var now = await around.Newsroom.GetAsync<DraftRevision>($"/api/drafts/{id}/revisions/{last}", ct);
            changes = FormDifference.Between(DraftForm.Of((await before).Required()), DraftForm.Of(now.Required()), around.Reading);
        }
        var parameters = new { Draft = draft, Revisions = revisions, From = first, To = last, Changes = changes, Problem = problem };
        return problem is null ? Show.Page<HistoryPage>(parameters) : Show.Refused<HistoryPage>(parameters);
    }

    private static Task<IResult> Handle(Guid id, int? from, int? to, string? cursor, [AsParameters] Around around, CancellationToken ct) => PageAsync(id, from, to, cursor, null, around, ct);
}
