using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/discard: an editor lets go of what their form held; what was saved stays.</summary>
internal static class DiscardForm
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapPost("/drafts/{id:guid}/discard", (Guid id, Newsroom newsroom, CancellationToken ct) => HandleAsync(id, newsroom, ct));
        desk.MapPost("/drafts/new/discard", (Newsroom newsroom, CancellationToken ct) => HandleAsync(null, newsroom, ct));
    }

    private static async Task<IResult> HandleAsync(Guid? id, Newsroom newsroom, CancellationToken ct)
    {
        var discarded = await newsroom.SendAsync<WorkingCopy>(HttpMethod.Delete, Editing.ApiOf(id) + "/working-copy", null, null, ct);
        return discarded.Problem is { } problem ? throw new RefusedException(problem) : Show.Then(id is null ? "/drafts/new" : $"/drafts/{id}/edit", "drafts.discarded");
    }
}
