using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Translations;

/// <summary>GET and POST /translations/{id}: an article as rows of source and target; claimed, filled in, given back or completed.</summary>
public static class TranslateTask
{
    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/translations/{id:guid}", Open);
        desk.MapPost("/translations/{id:guid}", Act);
    }

    private sealed record Saved(string Id);

    private static async Task<IResult> Open(Guid id, Newsroom newsroom, CancellationToken ct) =>
        Show.Page<TaskPage>(new { Task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required() });

    private static async Task<IResult> Act(Guid id, HttpRequest request, Newsroom newsroom, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var act = form["act"].ToString();
        if (act is "claim" or "release")
        {
            var taken = await newsroom.PostAsync<TranslationTask>($"/api/translations/{id}/{act}", null, ct);
            if (taken.Problem is { } refused) return await AgainAsync(refused);
            return act == "claim" ? Show.Then($"/translations/{id}") : Show.Then("/translations", "translations.released");
        }

        // What is typed is kept first, whatever the button says.
        var task = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
        var confirmed = form["confirmed"].OfType<string>().ToHashSet();
        foreach (var segment in task.Segments)
        {
            var target = form[$"target.{segment.Id}"] is { Count: 1 } typed ? typed.ToString().ReplaceLineEndings("\n") : null;
            if (target is null || target == (segment.Target ?? "") && !confirmed.Contains(segment.Id)) continue;
            var saved = await newsroom.SendAsync<Saved>(HttpMethod.Put, $"/api/translations/{id}/segments/{segment.Id}", new { target }, null, ct);
            if (saved.Problem is { } unsaved) return await AgainAsync(unsaved);
        }
        if (act != "complete") return Show.Then($"/translations/{id}", "translations.saved");

        var reason = form["reason"].ToString();
        var completed = await newsroom.PostAsync<TranslationTask>(
            $"/api/translations/{id}/complete", new { acknowledged = form["acknowledged"].OfType<string>().ToArray(), reason = reason.Length == 0 ? null : reason }, ct);
        return completed.Problem is { } stands ? await AgainAsync(stands) : Show.Then("/translations", "translations.completed");

        async Task<IResult> AgainAsync(Problem problem)
        {
            var now = (await newsroom.GetAsync<TranslationTask>($"/api/translations/{id}", ct)).Required();
            return Show.Refused<TaskPage>(new { Task = now, Problem = problem, Typed = form });
        }
    }
}
