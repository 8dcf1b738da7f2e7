using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/submit: the revision that the editor looked at goes on its way.</summary>
public static class SubmitDraft
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/drafts/{id:guid}/submit", Handle);

    private static async Task<IResult> Handle(Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var submitted = await newsroom.SendAsync<Draft>(HttpMethod.Post, $"/api/drafts/{id}/submit", null, $"\"{form["revision"]}\"", ct);
        return submitted.Problem is null ? Show.Then($"/drafts/{id}", "drafts.submitted") : await ShowDraft.PageAsync(id, submitted.Problem, newsroom, ct);
    }
}
