using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>POST /translations/{id}/segments/{segmentId}: what a translator types is kept while they type, and answered with what the checks found. The page's own form saves the same way, all rows at once.</summary>
public static class SaveSegment
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapPost("/translations/{id:guid}/segments/{segmentId}", Handle).WithMetadata(new InBackground { ByPerson = true });

    /// <summary>Saves every row whose words changed, and those that stand as they are and were confirmed; a suggestion that was taken stands in its row. The problem names the rows that were refused.</summary>
    public static async Task<Problem?> SaveAllAsync(TranslationTask task, IFormCollection form, Newsroom newsroom, CancellationToken ct)
    {
        var confirmed = form["confirmed"].OfType<string>().ToHashSet();
        Dictionary<string, IReadOnlyList<string>> faults = [];
        foreach (var segment in task.Segments)
        {
            if (form[$"target.{segment.Id}"] is not { Count: 1 } typed) continue;
            var target = Taken(form, segment, typed.ToString().ReplaceLineEndings("\n"));
            if (target == (segment.Target ?? "") && !confirmed.Contains(segment.Id)) continue;
            var saved = await SaveAsync(task.Id, segment.Id, target, newsroom, ct);
            if (saved.Problem is { Errors.Count: > 0 } faulty) faults[$"$.target.{segment.Id}"] = [.. faulty.Errors.SelectMany(error => error.Value)];
            else if (saved.Problem is { } problem) return problem;
        }
        return faults.Count == 0 ? null : new Problem { Status = StatusCodes.Status422UnprocessableEntity, Type = Http.Problems.TypePrefix + "invalid", Errors = faults };
    }

    private static async Task<IResult> Handle(Guid id, string segmentId, HttpRequest request, Newsroom newsroom, Words words, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var saved = await SaveAsync(id, segmentId, form["target"].ToString().ReplaceLineEndings("\n"), newsroom, ct);
        if (saved.Value is { } segment) return Show.Page<SegmentNotes>(new { Segment = segment, IsMine = true });
        var problem = saved.Problem!;   // one of the two is always there
        var said = problem.Errors.Count > 0
            ? string.Join(" ", problem.Errors.SelectMany(error => error.Value).Select(rule => Faults.InWords(words, rule)))
            : words.Find($"layout.problems.{problem.Name}.title") ?? words["layout.problems.unavailable.title"];
        return TypedResults.Text(said, statusCode: problem.Status);
    }

    private static Task<Answer<TranslationSegment>> SaveAsync(Guid task, string segment, string target, Newsroom newsroom, CancellationToken ct) =>
        newsroom.SendAsync<TranslationSegment>(HttpMethod.Put, $"/api/translations/{task}/segments/{segment}", new { target }, null, ct);

    // The memory knows the whole segment; a term is added to what is there.
    private static string Taken(IFormCollection form, TranslationSegment segment, string typed) =>
        form["take"] is not { Count: 1 } take || form["at"] != segment.Id ? typed
        : take.ToString().Split(':', 2) is ["glossary", var term] ? $"{typed} {term}".TrimStart()
        : take.ToString().Split(':', 2)[^1];
}
