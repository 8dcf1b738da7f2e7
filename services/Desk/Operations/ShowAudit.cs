using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Operations;

/// <summary>GET /operations/audit?event=: who did what to an event and when, over all services, to be printed.</summary>
public static class ShowAudit
{
    private static readonly string[] Services = ["ingestion", "translation", "review", "publisher"];

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/operations/audit", Handle);

    /// <summary>An act, and the service that noted it.</summary>
    public sealed record AuditAct(long Id, DateTimeOffset At, string Actor, string Action, string Subject, string? Detail)
    {
        public string Service { get; init; } = "";
    }

    private static async Task<IResult> Handle(string? @event, Newsroom newsroom, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(@event)) return Show.Page<AuditPage>(new { Acts = Array.Empty<AuditAct>() });
        // People know an event by its page in the Desk, so its whole address will do.
        var id = @event.Trim().Split('/', '?', '#').FirstOrDefault(part => Guid.TryParse(part, out _));
        if (id is null) return Show.Refused<AuditPage>(new { Acts = Array.Empty<AuditAct>(), Asked = @event, NotFound = true });

        var draft = await newsroom.GetAsync<Draft>($"/api/drafts/{id}", ct);
        if (draft.Value is null && draft.Status == 404) return Show.Refused<AuditPage>(new { Acts = Array.Empty<AuditAct>(), Asked = @event, NotFound = true });
        var acts = await Task.WhenAll(Services.Select(service => ReadAsync(service, id, newsroom, ct)));
        // The audit names people by their id, because names change; the timeline knows the names.
        var timeline = (await newsroom.GetAsync<All<ShowDraft.TimelineStep>>($"/api/drafts/{id}/timeline", ct)).Value?.Items ?? [];
        var names = timeline.Select(step => step.Actor).Append(draft.Value?.CreatedBy).Where(person => person is not null).DistinctBy(person => person!.Id).ToDictionary(person => person!.Id, person => person!.Name);   // nulls are left out
        return Show.Page<AuditPage>(new { Acts = acts.SelectMany(each => each).OrderBy(act => act.At).ToList(), Draft = draft.Value, Names = names, Asked = @event });
    }

    private static async Task<IEnumerable<AuditAct>> ReadAsync(string service, string id, Newsroom newsroom, CancellationToken ct) =>
        (await newsroom.GetWholeAsync<AuditAct>($"/api/{service}/audit?event={id}", ct)).Required().Items.Select(act => act with { Service = service });
}
