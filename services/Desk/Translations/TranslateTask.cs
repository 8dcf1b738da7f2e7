using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Akorda.Desk.Reviews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET and POST /translations/{id}: an article as rows of source and target; claimed, filled in, given back or completed. One form holds all rows, so that without script nothing typed is lost whatever button is pressed.</summary>
public static class TranslateTask
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/translations/{id:guid}", (Guid id, string? at, Newsroom newsroom, CancellationToken ct) => ShowAsync(id, at, null, null, newsroom, ct));
        desk.MapPost("/translations/{id:guid}", Act);
    }

    private static async Task<IResult> Act(Guid id, HttpRequest request, Newsroom newsroom, Words words, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var act = form["act"].ToString();
        if (act == "claim")
        {
            var claimed = await newsroom.PostAsync<TranslationTask>($"/api/translations/{id}/claim", null, ct);
            return claimed.Problem is { } refused ? await AgainAsync(refused) : Show.Then($"/translations/{id}");
        }

        // What is typed is kept first, whatever the button says.
        var task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
        if (await SaveSegment.SaveAllAsync(task, form, newsroom, ct) is { } unsaved) return await AgainAsync(unsaved);
        if (Comment.IsAct(act))
            return await Comment.ActAsync(act, form["comment"].ToString(), task.EventId, task.Language, task.SourceLanguage, newsroom, ct) is { } unsaid ? await AgainAsync(unsaid) : At(form["at"].ToString());
        switch (act.Split(':'))
        {
            case ["beside", var segment]:
                return At(segment);
            case ["release"]:
                var released = await newsroom.PostAsync<TranslationTask>($"/api/translations/{id}/release", null, ct);
                return released.Problem is { } held ? await AgainAsync(held) : Show.Then("/translations", "translations.released");
            case ["complete"]:
                var reason = form["reason"].ToString().ReplaceLineEndings("\n");
                var completed = await newsroom.PostAsync<TranslationTask>(
                    $"/api/translations/{id}/complete", new { acknowledged = form["acknowledged"].OfType<string>().ToArray(), reason = reason.Length == 0 ? null : reason }, ct);
                return completed.Problem is { } stands ? await AgainAsync(stands) : Show.Then("/translations", "translations.completed");
            default:
                return form["take"].Count > 0 ? At(form["at"].ToString()) : Show.Then($"/translations/{id}", "translations.saved");
        }

        IResult At(string segment) => Show.Then($"/translations/{id}?at={segment}#s-{segment}");

        async Task<IResult> AgainAsync(Problem problem) => await ShowAsync(id, form["at"], problem, form, newsroom, ct, words);
    }

    private static async Task<IResult> ShowAsync(Guid id, string? at, Problem? problem, IFormCollection? typed, Newsroom newsroom, CancellationToken ct, Words? words = null)
    {
        var task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
        var comments = Comment.OfAsync(newsroom, task.EventId, [task.Language, task.SourceLanguage], ct);
        var source = newsroom.GetAsync<Draft>(TranslatedPage.SourceOf(task), ct);
        var beside = BesideSegment.FindAsync(task, at, newsroom, ct);
        await Task.WhenAll(comments, source, beside);
        var parameters = new
        {
            Task = task, Comments = await comments, Aids = await beside, Typed = typed,
            // Without them the words can still be translated.
            Photographs = (await source).Value is { } draft ? TranslatedPage.PhotographsOf(task, draft) : new Dictionary<string, Guid>(),
            Problem = problem?.Name == "checks-fail" && words is not null && typed is not null ? Named(problem, task, typed, words) : problem,
        };
        return problem is null ? Show.Page<TaskPage>(parameters) : Show.Refused<TaskPage>(parameters);
    }

    // Each check that still stands, as a way to its segment.
    private static Problem Named(Problem problem, TranslationTask task, IFormCollection typed, Words words)
    {
        var acknowledged = typed["acknowledged"].OfType<string>().ToHashSet();
        return problem with
        {
            Errors = task.Segments
                .Select(segment => (segment.Id, Standing: segment.Checks.Where(check => check.Severity == "blocking" && !(check.MayStand && acknowledged.Contains($"{check.Id}:{segment.Id}"))).ToList()))
                .Where(each => each.Standing.Count > 0)
                .ToDictionary(each => $"$.target.{each.Id}", IReadOnlyList<string> (each) => [.. each.Standing.Select(check => CheckWords.Of(words, check.Message) ?? check.Message)]),
        };
    }
}

/// <summary>What helps with one segment.</summary>
public sealed record BesideSegment(TranslationSegment Segment, IReadOnlyList<Suggestion> Suggestions)
{
    /// <summary>The suggestions for a segment of the task; null when it has no such segment.</summary>
    public static async Task<BesideSegment?> FindAsync(TranslationTask task, string? segmentId, Newsroom newsroom, CancellationToken ct)
    {
        if (task.Segments.FirstOrDefault(segment => segment.Id == segmentId) is not { } segment) return null;
        var suggestions = await newsroom.GetAsync<Listed<Suggestion>>($"/api/translations/{task.Id}/segments/{segment.Id}/suggestions", ct);
        return new BesideSegment(segment, suggestions.Value?.Items ?? []);
    }
}
