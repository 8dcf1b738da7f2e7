using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/{id}/here and /leave: a page says that somebody has a draft open, and shows who else has.</summary>
internal static class BeHere
{
    public const string Reading = "reading";
    public const string Editing = "editing";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapPost("/drafts/{id:guid}/here", Handle).WithMetadata(new InBackground());
        desk.MapPost("/drafts/{id:guid}/leave", Leave).WithMetadata(new InBackground());
    }

    /// <summary>Says it, and asks.</summary>
    /// <param name="based">The revision that the person has before them, where they edit.</param>
    public static async Task<Company> AskAsync(Draft draft, int? based, string state, Newsroom newsroom, CancellationToken ct)
    {
        var present = await newsroom.SendAsync<All<PresentPerson>>(HttpMethod.Put, $"/api/drafts/{draft.Id}/presence", new { state }, null, ct);
        var newer = based < draft.Revision ? (await newsroom.GetAsync<DraftRevision>($"/api/drafts/{draft.Id}/revisions/{draft.Revision}", ct)).Value : null;
        return new Company(present.Value?.Items ?? [], newer);
    }

    private static async Task<IResult> Handle(Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var draft = await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct);
        if (draft.Value is not { } now) return TypedResults.StatusCode(draft.Status);
        var company = await AskAsync(now, int.TryParse(sent["revision"], out var based) ? based : null, sent["state"] == Editing ? Editing : Reading, newsroom, ct);
        return Show.Page<PresentPeople>(new { Company = company });
    }

    private static async Task<IResult> Leave(Guid id, Newsroom newsroom, CancellationToken ct)
    {
        await newsroom.SendAsync<PresentPerson>(HttpMethod.Delete, $"/api/drafts/{id}/presence", null, null, ct);
        return TypedResults.NoContent();
    }
}
