using Akorda.Contracts;
using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /drafts/{id}: where an event stands in each language, and every step of its way.</summary>
public static class ShowDraft
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/drafts/{id:guid}", Handle);

    /// <summary>One step of an event's way.</summary>
    public sealed record TimelineStep(DateTimeOffset At, string Step, string? Language, Person? Actor, string? Detail);

    private sealed record Timeline(IReadOnlyList<TimelineStep> Items);

    /// <summary>The page, with what went wrong when an act on it was refused.</summary>
    public static async Task<IResult> PageAsync(Guid id, Problem? problem, Newsroom newsroom, CancellationToken ct)
    {
        var draft = (await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        var timeline = (await newsroom.GetAsync<Timeline>($"/api/drafts/{id}/timeline", ct)).Required();
        var parameters = new { Draft = draft, Steps = timeline.Items, Problem = problem };
        return problem is null ? Show.Page<DraftPage>(parameters) : Show.Refused<DraftPage>(parameters);
    }

    private static Task<IResult> Handle(Guid id, Newsroom newsroom, CancellationToken ct) => PageAsync(id, null, newsroom, ct);
}
