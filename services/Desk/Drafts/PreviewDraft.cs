using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>POST /drafts/preview: the form as it stands, as the Site would show it. GET /drafts/{id}/preview: the newest revision.</summary>
internal static class PreviewDraft
{
    private const string Html = "text/html; charset=utf-8";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapPost("/drafts/preview", OfForm).WithMetadata(new InBackground { ByPerson = true });
        desk.MapGet("/drafts/{id:guid}/preview", OfDraft).WithMetadata(NoScreen.Instance);
    }

    private static async Task<IResult> OfForm(HttpRequest request, CancellationToken ct) =>
        TypedResults.Text(PreviewPage.Of(DraftForm.Read(await request.ReadFormAsync(ct))), Html);

    private static async Task<IResult> OfDraft(Guid id, Newsroom newsroom, CancellationToken ct) =>
        TypedResults.Text(PreviewPage.Of(DraftForm.Of((await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required())), Html);
}
