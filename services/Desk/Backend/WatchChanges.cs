using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Akorda.Desk.Layout;
using Akorda.Desk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Desk.Backend;

/// <summary>GET /changes?of=review&amp;of=translation: a stream (server-sent events) that names a service as soon as something changed in it. The page reads itself again; no text comes this way.</summary>
public static class WatchChanges
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder desk) => desk.MapGet("/changes", Handle)
        .WithMetadata(NoScreen.Instance, new InBackground()).DisableRequestTimeout();

    private static IResult Handle(string[] of, Newsroom newsroom, HttpContext context, CancellationToken ct)
    {
        var services = of.Intersect(ServiceAddresses.Services).ToArray();
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(services, newsroom, ct));
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(string[] services, Newsroom newsroom, [EnumeratorCancellation] CancellationToken ct)
    {
        var changes = Channel.CreateUnbounded<SseItem<string>>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = services.Select(service => FollowAsync(service, newsroom, changes.Writer, ends.Token)).ToList();
        // When one stream ends, its token has: all end, and the browser comes again with a new one.
        _ = Task.WhenAny(following).ContinueWith(_ => changes.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        yield return new SseItem<string>("", "open");
        await foreach (var change in changes.Reader.ReadAllAsync(ct)) yield return change;
        await ends.CancelAsync();
    }

    private static async Task FollowAsync(string service, Newsroom newsroom, ChannelWriter<SseItem<string>> changes, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{service}/changes");
            using var response = await newsroom.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode)
            {
                await foreach (var change in SseParser.Create(await response.Content.ReadAsStreamAsync(ct)).EnumerateAsync(ct))
                    if (change.EventType == "changed") await changes.WriteAsync(new SseItem<string>(service, "changed"), ct);
            }
        }
        catch (Exception away) when (away is HttpRequestException or IOException or JsonException)
        {
            // The service is away: its screens say so themselves when they are asked for.
        }
        // Whoever comes again at once would only hammer on a closed door.
        await Task.Delay(Pause, ct);
    }
}
