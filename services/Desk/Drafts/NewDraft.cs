using System.Security.Cryptography;
using System.Text.Json;
using Akorda.Desk.Backend;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET and POST /drafts/new: an editor begins an event, or goes on with one that they began.</summary>
internal static class NewDraft
{
    private const string Path = "/drafts/new";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, Begin);
        desk.MapPost(Path, Create).WithMetadata(new RequestSizeLimitAttribute(EditDraft.MostBytes)).WithRequestTimeout(TimeSpan.FromMinutes(5));
    }

    private static async Task<IResult> Begin([AsParameters] Around around, CancellationToken ct)
    {
        var empty = DraftForm.Empty(around.Vocabulary, around.Clock.GetUtcNow());
        return await EditorPage.ShowAsync(await EditorPage.OpenAsync(null, empty, around, ct), around, ct);
    }

    private static async Task<IResult> Create(HttpRequest request, [AsParameters] Around around, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var editing = await FormActs.UploadAsync(Editing.Read(null, sent), sent, around.Newsroom, ct);
        if (editing.Problem is not null) return await EditorPage.ShowAsync(editing, around, ct);
        var act = sent["act"].ToString();
        switch (act)
        {
            case FormActs.Submit when await EditDraft.AsksFirstAsync(editing, around, ct):
                return await EditorPage.ShowAsync(editing with { AsksFirst = true }, around, ct);
            case FormActs.Save or FormActs.Submit:
                var content = editing.Form.ToRequest();
                // The same form sent twice creates one draft; one that was changed in between is another.
                var key = $"{editing.Key} {Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, Newsroom.Json)))}";
                var created = await around.Newsroom.CreateAsync<Draft>("/api/drafts", content, key, ct);
                return created.Value is { } draft
                    ? await EditDraft.ThenAsync(draft, created.ETag, act, around.Newsroom, ct)
                    : await EditorPage.ShowAsync(editing with { Problem = created.Problem }, around, ct);
            case FormActs.Keep or FormActs.KeepHere:
                return await KeepForm.ThenAsync(editing, act, around, ct);
            default:
                return await EditorPage.ShowAsync(FormActs.Apply(editing, act, null), around, ct);
        }
    }
}
