using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Akorda.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akorda.Hosting;

/// <summary>Screens learn that an event changed in a module at most a second later, and read it again. Only ids are told: what changed is for those to read who may.</summary>
internal sealed class FollowChanges(string module)
{
    private const string Changed = "changed";
    private const string Heartbeat = "heartbeat";

    // What a timer takes is limited, and no screen needs longer without beginning again.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>What happened.</summary>
    /// <param name="EventId">The event that changed; left out of a heartbeat.</param>
    public sealed record Change([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? EventId);

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"/api/{module}/changes", Handle)
        .RequireAuthorization(Roles.Any)
        .DisableRequestTimeout()
        .WithName($"FollowChangesOf-{module}")
        .WithSummary("The ids of events as they change, as server-sent events")
        .WithGroupName(module);

    private async Task<ServerSentEventsResult<Change>> Handle(HttpContext context, IServiceProvider services, TimeProvider clock, IHostApplicationLifetime process, CancellationToken ct)
    {
        var listener = await services.GetRequiredKeyedService<ChangeFeed>(module).ListenAsync(ct);
        context.Response.RegisterForDispose(listener);
        return TypedResults.ServerSentEvents(TellAsync(listener, LeftOf(context.User, clock), clock, process.ApplicationStopping, ct));
    }

    // The stream ends as one that was read to its end, with the token or the process; whoever reads it begins again.
    private static async IAsyncEnumerable<SseItem<Change>> TellAsync(
        ChangeFeed.Listener listener, TimeSpan left, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using CancellationTokenSource expiry = new(left, clock);
        await using var onExpiry = expiry.Token.UnsafeRegister(_ => listener.Dispose(), null);
        await using var onStop = stopping.UnsafeRegister(_ => listener.Dispose(), null);
        // At once: what changes from now on is told, so that now is the time to read.
        yield return ItemOf(null);
        await foreach (var eventId in listener.ReadAsync(ct)) yield return ItemOf(eventId);
    }

    private static SseItem<Change> ItemOf(Guid? eventId) => new(new Change(eventId), eventId is null ? Heartbeat : Changed);

    private static TimeSpan LeftOf(ClaimsPrincipal user, TimeProvider clock)
    {
        if (!long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)) return Longest;
        var left = DateTimeOffset.FromUnixTimeSeconds(expires) - clock.GetUtcNow();
        return left > Longest ? Longest : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
