using System.Net.Http.Headers;
using Akorda.Desk.Backend;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

/// <summary>Photographs that come with the editor's form: uploaded as soon as it is sent, whatever else is done with it.</summary>
public static class Photographs
{
    /// <summary>The button that only adds what was chosen.</summary>
    public const string Add = "add-photograph";

    private sealed record Uploaded(Guid Id);

    /// <summary>Uploads the files of a form and takes out the photograph whose button was pressed.</summary>
    public static async Task<(DraftForm Form, Problem? Problem)> ActAsync(DraftForm form, IFormCollection sent, Newsroom newsroom, CancellationToken ct)
    {
        if (int.TryParse(sent["remove-photograph"], out var removed))
            form = form with { Media = [.. form.Media.Where((_, place) => place != removed)] };
        foreach (var file in sent.Files.Where(file => file.Length > 0))
        {
            await using var content = file.OpenReadStream();
            using var part = new StreamContent(content);
            if (MediaTypeHeaderValue.TryParse(file.ContentType, out var type)) part.Headers.ContentType = type;
            using var body = new MultipartFormDataContent { { part, "file", "photograph" } };
            var uploaded = await newsroom.PostAsync<Uploaded>("/api/media", body, ct);
            if (uploaded.Value is not { } photograph) return (form, uploaded.Problem);
            // The same picture again is the same photograph.
            if (form.Media.All(known => known.Id != photograph.Id)) form = form with { Media = [.. form.Media, new DraftPhotograph(photograph.Id, "", null, null)] };
        }
        return (form, null);
    }
}
