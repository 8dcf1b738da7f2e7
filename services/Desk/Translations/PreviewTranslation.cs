using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET /translations/{id}/preview: the translated page beside its source. GET /translations/{id}/preview/page: the translated page alone, for the frame beside the rows.</summary>
public static class PreviewTranslation
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/translations/{id:guid}/preview", async (Guid id, Newsroom newsroom, CancellationToken ct) => Show.Page<PreviewPage>(await ParametersAsync(id, newsroom, ct)));
        desk.MapGet("/translations/{id:guid}/preview/page", async (Guid id, Newsroom newsroom, CancellationToken ct) => Show.Page<PreviewFrame>(await ParametersAsync(id, newsroom, ct)))
            .WithMetadata(NoScreen.Instance);
    }

    private static async Task<object> ParametersAsync(Guid id, Newsroom newsroom, CancellationToken ct)
    {
        var task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
        var draft = (await newsroom.GetAsync<Draft>(TranslatedPage.SourceOf(task), ct)).Required();
        var source = TranslatedPage.Source(task, draft);
        return new { Task = task, Source = source, Target = TranslatedPage.Target(task, source) };
    }
}
