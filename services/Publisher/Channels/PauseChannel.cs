using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>The kill switch: a row that every sender reads right before every request that changes a network. It needs the database and nothing else.</summary>
public static class PauseChannel
{
    /// <summary>The row that stops all channels.</summary>
    internal const string All = "*";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/channels/{id}/pause", HandleOne)
            .RequireAuthorization(Roles.Publisher)
            .WithName("PauseChannel")
            .WithSummary("Stop one channel")
            .WithGroupName(PublisherModule.Key)
            .ProducesProblem(404);
        routes.MapPost("/api/channels/pause", HandleAll)
            .RequireAuthorization(Roles.Publisher)
            .WithName("PauseChannels")
            .WithSummary("Stop all channels")
            .WithGroupName(PublisherModule.Key);
    }

    private static async Task<Results<Ok<ListChannels.Answer>, ProblemHttpResult>> HandleOne(
        string id, CurrentUser user, IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, TimeProvider clock, CancellationToken ct)
    {
        if (channels.All(channel => channel.Settings.Id != id)) return Problems.NotFound("channel");
        await PauseAsync(id, user, outbox, ct);
        return TypedResults.Ok(await ListChannels.ReadAsync(channels, db, clock.GetUtcNow(), ct));
    }

    private static async Task<Ok<ListChannels.Answer>> HandleAll(
        CurrentUser user, IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] Outbox outbox,
        [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, TimeProvider clock, CancellationToken ct)
    {
        await PauseAsync(All, user, outbox, ct);
        return TypedResults.Ok(await ListChannels.ReadAsync(channels, db, clock.GetUtcNow(), ct));
    }

    private static async Task PauseAsync(string id, CurrentUser user, Outbox outbox, CancellationToken ct)
    {
        await using var act = await outbox.BeginAsync(ct);
        await act.ExecuteAsync("insert into publisher.pause (channel_id, paused_by, paused_by_name) values ($1, $2, $3) on conflict do nothing", [id, user.Person.Id, user.Person.Name], ct);
        act.Record(user.Person.Id, "channel-paused", id);
        await act.CommitAsync(ct);
    }
}
