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
    public sealed record Item(string Id, string Network, string Language, bool Default, PauseView? Paused);

    /// <summary>Who stopped it, when and why.</summary>
    /// <param name="ByRestore">True when a restore from a backup did: then an administrator takes it back.</param>
    public sealed record PauseView(DateTimeOffset At, string By, string? Reason, bool ByRestore);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/channels", Handle)
        .RequireAuthorization(Roles.Publisher)
        .WithName("ListChannels")
        .WithSummary("The channels and their switches")
        .WithGroupName(PublisherModule.Key);

    private static async Task<Ok<Answer>> Handle(
        IReadOnlyList<IChannel> channels, [FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, CancellationToken ct) =>
        TypedResults.Ok(await ReadAsync(channels, db, ct));

    /// <summary>The channels as they stand now.</summary>
    internal static async Task<Answer> ReadAsync(IReadOnlyList<IChannel> channels, NpgsqlDataSource db, CancellationToken ct)
    {
        var paused = (await db.QueryAsync("select channel_id, paused_at, paused_by, reason, by_restore from publisher.pause", [], Read, ct)).ToDictionary(row => row.Id, row => row.Pause);
        return new Answer(
            [.. channels.Select(channel => channel.Settings).Select(settings =>
                new Item(settings.Id, settings.Network, settings.Language, settings.Default, paused.GetValueOrDefault(settings.Id)))],
            Next: null,
            paused.GetValueOrDefault(PauseChannel.All));
    }

    private static (string Id, PauseView Pause) Read(NpgsqlDataReader row) => (
        row.GetString(row.GetOrdinal("channel_id")),
        new PauseView(row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("paused_at")), row.GetString(row.GetOrdinal("paused_by")), row.NullableText("reason"),
            row.GetBoolean(row.GetOrdinal("by_restore"))));
}
