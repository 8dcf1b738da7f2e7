using System.Security.Claims;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Publisher.Deliveries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>Lets a channel send again. The switch for all and the switch of one are two: resuming all leaves a channel stopped that was stopped by itself. The switch that a restore threw is an administrator's.</summary>
public static class ResumeChannel
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/channels/{id}/resume", HandleOne)
            .RequireAuthorization(Roles.Publisher)
            .WithName("ResumeChannel")
            .WithSummary("Let one channel send again")
            .WithGroupName(PublisherModule.Key)
            .ProducesProblem(401).ProducesProblem(404);
        routes.MapPost("/api/channels/resume", HandleAll)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Publisher, Roles.Administrator))
            .WithName("ResumeChannels")
            .WithSummary("Take back the switch for all channels")
            .WithGroupName(PublisherModule.Key)
            .ProducesProblem(401).ProducesProblem(403);
    }

    private static async Task<Results<Ok<ListChannels.Answer>, ProblemHttpResult>> HandleOne(
        string id, CurrentUser user, IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, DeliveryWakes wakes, TimeProvider clock, CancellationToken ct)
    {
        if (channels.All(channel => channel.Settings.Id != id)) return Problems.NotFound("channel");
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        await ResumeAsync(id, user, [false], outbox, wakes, ct);
        return TypedResults.Ok(await ListChannels.ReadAsync(channels, db, clock.GetUtcNow(), ct));
    }

    private static async Task<Results<Ok<ListChannels.Answer>, ProblemHttpResult>> HandleAll(
        ClaimsPrincipal caller, CurrentUser user, IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, DeliveryWakes wakes, TimeProvider clock, CancellationToken ct)
    {
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        // Who prepared the restore knows when the ledger may be believed again; whoever posts, when posts may go out.
        bool[] mayTakeBack = [.. caller.IsInRole(Roles.Publisher) ? [false] : (bool[])[], .. caller.IsInRole(Roles.Administrator) ? [true] : (bool[])[]];
        await ResumeAsync(PauseChannel.All, user, mayTakeBack, outbox, wakes, ct);
        var answer = await ListChannels.ReadAsync(channels, db, clock.GetUtcNow(), ct);
        return answer.Paused is null
            ? TypedResults.Ok(answer)
            : Problems.Of(403, "not-yours-to-resume", "Somebody else takes this switch back", answer.Paused.ByRestore ? "A restore threw it: an administrator takes it back." : "A publisher takes it back.");
    }

    private static async Task ResumeAsync(string id, CurrentUser user, bool[] byRestore, Outbox outbox, DeliveryWakes wakes, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        if (await act.ExecuteAsync("delete from publisher.pause where channel_id = $1 and by_restore = any ($2)", [id, byRestore], ct) == 0) return;
        act.Record(user.Person.Id, "channel-resumed", id);
        await act.CommitAsync(ct);
        wakes.SetAll();
    }
}
