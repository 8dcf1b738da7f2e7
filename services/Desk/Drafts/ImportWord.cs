using System.Net.Http.Headers;
using System.Net.Http.Json;
using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET and POST /drafts/import: an editor brings a text from Word. Where something is missing it opens as an unfinished new text; otherwise as a draft.</summary>
public static class ImportWord
{
    private const string Path = "/drafts/import";
    private const long MostBytes = 51 * 1024 * 1024;
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>What of a file may be left out.</summary>
    public static readonly IReadOnlyList<string> LeftOut = ["notes", "objects", "pictures"];

    /// <summary>What was chosen beside the file.</summary>
    public sealed record Choice(string Language, string Rubric);

    // A created draft has an id; what is only in hand has none.
    private sealed record Imported(Guid Id);

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, Begin);
        desk.MapPost(Path, Import).WithMetadata(new RequestSizeLimitAttribute(MostBytes)).WithRequestTimeout(TimeSpan.FromMinutes(3));
    }

    private static Task<IResult> Begin([AsParameters] Around around, CancellationToken ct) =>
        PageAsync(new Choice(around.Vocabulary.Languages[0], $"{around.Vocabulary.Sections[0].Id}/{around.Vocabulary.Sections[0].Rubrics[0].Id}"), null, around, ct);

    private static async Task<IResult> PageAsync(Choice choice, Problem? problem, Around around, CancellationToken ct)
    {
        var unfinished = await around.Newsroom.GetAsync<WorkingCopy>(Editing.ApiOf(null) + "/working-copy", ct);
        var parameters = new { Choice = choice, Vocabulary = around.Vocabulary, Unfinished = unfinished.Value, Problem = problem };
        return problem is null ? Show.Page<ImportPage>(parameters) : Show.Refused<ImportPage>(parameters, problem.Status);
    }

    private static async Task<IResult> Import(HttpRequest request, [AsParameters] Around around, CancellationToken ct)
    {
        var sent = await request.ReadFormAsync(ct);
        var choice = new Choice(sent["language"].ToString(), sent["rubric"].ToString());
        if (sent.Files["file"] is not { Length: > 0 } file)
            return await PageAsync(choice, new Problem { Status = 422, Type = "invalid", Errors = new Dictionary<string, IReadOnlyList<string>> { ["$.file"] = ["must be chosen"] } }, around, ct);

        using var response = await SendAsync(file, choice, replaces: sent["replace"] == "yes", around, ct);
        if (!response.IsSuccessStatusCode)
        {
            var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await response.Content.ReadFromJsonAsync<Problem>(Newsroom.Json, ct) : null;
            problem ??= new Problem { Status = (int)response.StatusCode };
            // The words of the same problems speak of forms and photographs elsewhere.
            var type = problem.Name switch { "stale" => "unfinished-text", "too-large" => "word-too-large", "unsupported-media-type" => "no-word-file", _ => problem.Type };
            return await PageAsync(choice, problem with { Type = type }, around, ct);
        }
        var left = response.Headers.TryGetValues("Import-Left-Out", out var names) ? string.Join(',', names).Split(',', StringSplitOptions.TrimEntries).Where(LeftOut.Contains).ToList() : [];
        var created = (int)response.StatusCode == StatusCodes.Status201Created ? await response.Content.ReadFromJsonAsync<Imported>(Newsroom.Json, ct) : null;
        var page = (created is { } draft ? $"/drafts/{draft.Id}/edit" : "/drafts/new") + (left.Count > 0 ? QueryString.Create("left", string.Join(',', left)).Value : "");
        return Show.Then(page, created is null ? "drafts.imported-unfinished" : "drafts.imported");
    }

    private static async Task<HttpResponseMessage> SendAsync(IFormFile file, Choice choice, bool replaces, Around around, CancellationToken ct)
    {
        var rubric = choice.Rubric.Split('/', 2);
        var query = QueryString.Create(new Dictionary<string, string?> { ["language"] = choice.Language, ["section"] = rubric[0], ["rubric"] = rubric.ElementAtOrDefault(1) });
        await using var content = file.OpenReadStream();
        using var part = new StreamContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue(WordType);
        using var body = new MultipartFormDataContent { { part, "file", System.IO.Path.GetFileName(file.FileName) } };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/drafts/import" + query) { Content = body };
        if (replaces && (await around.Newsroom.GetAsync<WorkingCopy>(Editing.ApiOf(null) + "/working-copy", ct)).ETag is { } old) message.Headers.TryAddWithoutValidation("If-Match", old);
        return await around.Newsroom.SendAsync(message, HttpCompletionOption.ResponseContentRead, ct);
    }
}
