using Akorda.Http;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>The channels, and which of them are paused.</summary>
public static class ListChannels
{
    /// <summary>All channels; there are few, so <c>next</c> is always null.</summary>
    /// <param name="Paused">The kill switch for all channels; null when it is not thrown.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, string? Next, PauseView? Paused);

    /// <summary>A channel. <c>paused</c> is its own switch; the one for all stands beside the list.</summary>
    public sealed record Item(string Id, string Network, string Language, bool Default, PauseView? Paused, TokenView Token, DateTimeOffset? LastDeliveredAt);

    /// <summary>Who stopped it, when and why.</summary>
    /// <param name="By">The person's id, or the name of the service that did.</param>
    /// <param name="ByName">Null where an older process wrote it, and of a service.</param>
    /// <param name="ByRestore">True when a restore from a backup did: then an administrator takes it back.</param>
    public sealed record PauseView(DateTimeOffset At, string By, string? ByName, string? Reason, bool ByRestore);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/channels", Handle)
        // An administrator gives a channel new credentials, and so must see which needs them.
        .RequireAuthorization(policy => policy.RequireRole(Roles.Publisher, Roles.Administrator))
        .WithName("ListChannels")
        .WithSummary("The channels and their switches")
        .WithGroupName(PublisherModule.Key);

    private static async Task<Ok<Answer>> Handle(
        IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await ReadAsync(channels, db, clock.GetUtcNow(), ct));

    /// <summary>The channels as they stand now.</summary>
    internal static async Task<Answer> ReadAsync(IReadOnlyList<IChannel> channels, NpgsqlDataSource db, DateTimeOffset now, CancellationToken ct)
    {
        var paused = (await db.QueryAsync("select channel_id, paused_at, paused_by, paused_by_name, reason, by_restore from publisher.pause", [], Read, ct)).ToDictionary(row => row.Id, row => row.Pause);
        var known = await TokenHealth.ReadAsync(db, [.. channels.Select(channel => channel.Settings.Id)], ct);
        return new Answer(
            [.. channels.Select(channel => channel.Settings).Select(settings => (Settings: settings, Health: known.GetValueOrDefault(settings.Id) ?? TokenHealth.Nothing)).Select(one =>
                new Item(
                    one.Settings.Id, one.Settings.Network, one.Settings.Language, one.Settings.Default, paused.GetValueOrDefault(one.Settings.Id),
                    one.Health.Judge(one.Settings.Network, now), one.Health.DeliveredAt))],
            Next: null,
            paused.GetValueOrDefault(PauseChannel.All));
    }

    private static (string Id, PauseView Pause) Read(NpgsqlDataReader row) => (
        row.GetString(row.GetOrdinal("channel_id")),
        new PauseView(row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("paused_at")), row.GetString(row.GetOrdinal("paused_by")), row.NullableText("paused_by_name"), row.NullableText("reason"),
            row.GetBoolean(row.GetOrdinal("by_restore"))));
}
