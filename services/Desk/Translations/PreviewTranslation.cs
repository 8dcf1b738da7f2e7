using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Desk.Reviews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET /translations/{id}/preview: the translated page beside its source. GET …/preview/page and …/preview/source: either of them alone, as the Site would show it.</summary>
public static class PreviewTranslation
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/translations/{id:guid}/preview", Both);
        desk.MapGet("/translations/{id:guid}/preview/page", (Guid id, Newsroom newsroom, CancellationToken ct) => OneAsync(id, translated: true, newsroom, ct)).WithMetadata(NoScreen.Instance);
        desk.MapGet("/translations/{id:guid}/preview/source", (Guid id, Newsroom newsroom, CancellationToken ct) => OneAsync(id, translated: false, newsroom, ct)).WithMetadata(NoScreen.Instance);
    }

    private static async Task<IResult> Both(Guid id, Newsroom newsroom, CancellationToken ct) =>
        Show.Page<BothPages>(new { Task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required() });

    private static async Task<IResult> OneAsync(Guid id, bool translated, Newsroom newsroom, CancellationToken ct)
    {
        var task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
        var source = TranslatedPage.Source(task, (await newsroom.GetAsync<Draft>(TranslatedPage.SourceOf(task), ct)).Required());
        return ReadersPage.Of(translated ? TranslatedPage.Target(task, source) : source);
    }
}
