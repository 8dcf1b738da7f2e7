using System.Net.Http.Headers;
using Akorda.Desk.Backend;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Drafts;

/// <summary>The buttons of the editor's form that change the form and save nothing.</summary>
internal static class FormActs
{
    public const string Save = "save";
    public const string Submit = "submit";
    public const string Keep = "keep";
    public const string KeepHere = "keep-here";
    public const string Preview = "preview";
    public const string Check = "check";
    public const string Compare = "compare";
    public const string AddPhotographs = "add-photograph";
    public const string Up = "up";
    public const string Down = "down";
    public const string Remove = "remove";
    public const string Insert = "insert";
    public const string TakeTheirs = "theirs";
    public const string TakeMine = "mine";

    private sealed record Uploaded(Guid Id);

    /// <summary>Uploads what files came with the form.</summary>
    public static async Task<Editing> UploadAsync(Editing editing, IFormCollection sent, Newsroom newsroom, CancellationToken ct)
    {
        foreach (var file in sent.Files.Where(file => file.Length > 0))
        {
            var (photograph, problem) = await UploadAsync(file, newsroom, ct);
            if (photograph is null) return editing with { Problem = problem };
            // The same picture again is the same photograph.
            if (editing.Form.Media.All(known => known.Id != photograph.Id)) editing = editing with { Form = editing.Form with { Media = [.. editing.Form.Media, photograph] } };
        }
        return editing;
    }

    /// <summary>Uploads one file.</summary>
    public static async Task<(DraftPhotograph? Photograph, Problem? Problem)> UploadAsync(IFormFile file, Newsroom newsroom, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        using var part = new StreamContent(content);
        if (MediaTypeHeaderValue.TryParse(file.ContentType, out var type)) part.Headers.ContentType = type;
        using var body = new MultipartFormDataContent { { part, "file", "photograph" } };
        var uploaded = await newsroom.PostAsync<Uploaded>("/api/media", body, ct);
        return uploaded.Value is { } photograph ? (new DraftPhotograph(photograph.Id, "", null, null), null) : (null, uploaded.Problem);
    }

    /// <summary>Does what a button says, such as <c>up:2</c> or <c>theirs:body</c>.</summary>
    /// <param name="theirs">Somebody else's revision, where the form stands beside one.</param>
    public static Editing Apply(Editing editing, string act, DraftForm? theirs)
    {
        var (form, media) = (editing.Form, editing.Form.Media);
        return act.Split(':', 2) switch
        {
            [Up, var slot] when At(slot) is > 0 and var at => editing with { Form = form with { Media = Moved(media, at, at - 1) } },
            [Down, var slot] when At(slot) is >= 0 and var at && at < media.Count - 1 => editing with { Form = form with { Media = Moved(media, at, at + 1) } },
            [Remove, var slot] when At(slot) is >= 0 and var at => editing with { Form = form with { Media = [.. media.Where((_, place) => place != at)] } },
            // Without script nobody knows where the caret was.
            [Insert, var slot] when At(slot) is >= 0 and var at => editing with { Form = form with { Body = $"{form.Body.TrimEnd()}\n\n![](media:{media[at].Id})\n".TrimStart() } },
            [TakeTheirs, var name] when theirs is not null && FieldOf(name) is { } field =>
                editing with { Form = field.Take(form, theirs), Mine = editing.Mine.Append(new(name, form.WordsOf(name))).DistinctBy(text => text.Key).ToDictionary() },
            [TakeMine, var name] when editing.Mine.TryGetValue(name, out var mine) =>
                editing with { Form = form.WithWords(name, mine), Mine = editing.Mine.Where(text => text.Key != name).ToDictionary() },
            [Check] => editing with { IsChecked = true },
            _ => editing,
        };

        int At(string slot) => int.TryParse(slot, out var at) && at < media.Count ? at : -1;
    }

    private static FormField? FieldOf(string name) => FormField.All.FirstOrDefault(field => field.IsText && field.Name == name);

    private static IReadOnlyList<DraftPhotograph> Moved(IReadOnlyList<DraftPhotograph> media, int from, int to)
    {
        var moved = media.ToList();
        (moved[from], moved[to]) = (moved[to], moved[from]);
        return moved;
    }
}
