using Akorda.Contracts;
using Akorda.Desk.Backend;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Drafts;

/// <summary>GET /drafts/{id}: where an event stands in each language, the text as readers will see it, and every step of its way.</summary>
public static class ShowDraft
{
    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/drafts/{id:guid}", Handle);

    /// <summary>One step of an event's way.</summary>
    public sealed record TimelineStep(DateTimeOffset At, string Step, string? Language, Person? Actor, string? Detail);

    /// <summary>The page, with what went wrong when an act on it was refused.</summary>
    public static async Task<IResult> PageAsync(Guid id, Problem? problem, Newsroom newsroom, CancellationToken ct)
    {
        var draft = (await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct)).Required();
        var timeline = newsroom.GetAsync<All<TimelineStep>>($"/api/drafts/{id}/timeline", ct);
        var channels = newsroom.GetAsync<All<KnownChannel>>("/api/drafts/channels", ct);
        var company = await BeHere.AskAsync(draft, null, BeHere.Reading, newsroom, ct);
        var parameters = new { Draft = draft, Steps = (await timeline).Required().Items, Company = company, Channels = (await channels).Value?.Items, Problem = problem };
        return problem is null ? Show.Page<DraftPage>(parameters) : Show.Refused<DraftPage>(parameters);
    }

    private static Task<IResult> Handle(Guid id, Newsroom newsroom, CancellationToken ct) => PageAsync(id, null, newsroom, ct);
}
