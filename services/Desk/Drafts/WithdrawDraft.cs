using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/withdraw: an event that is not public yet is called off, with a reason.</summary>
public static class WithdrawDraft
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/drafts/{id:guid}/withdraw", Handle);

    private static async Task<IResult> Handle(Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var withdrawn = await newsroom.PostAsync<Draft>($"/api/drafts/{id}/withdraw", new { reason = form["reason"].ToString() }, ct);
        return withdrawn.Problem is null ? Show.Then($"/drafts/{id}", "drafts.withdrawn") : await ShowDraft.PageAsync(id, withdrawn.Problem, newsroom, ct);
    }
}
