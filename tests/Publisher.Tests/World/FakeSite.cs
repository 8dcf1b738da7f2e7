using System.Collections.Concurrent;
using System.Text.Json;
using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Postgres;
using Akorda.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akorda.Publisher.Tests.World;

/// <summary>What the Publisher sees of the Site, and of Ingestion's photographs: it checks signatures, shows what it was pushed and keeps every push with its time.</summary>
public sealed class FakeSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly PublicKeys publisher;
    private readonly ConcurrentDictionary<Guid, PublicationAccepted> accepted = new();

    private FakeSite(WebApplication app, PublicKeys publisher) => (this.app, this.publisher) = (app, publisher);

    /// <summary>Every push that was accepted, in order.</summary>
    public ConcurrentQueue<(PublicationPush Push, DateTimeOffset At)> Pushes { get; } = new();

    /// <summary>Photographs that were pushed.</summary>
    public ConcurrentDictionary<Guid, byte[]> Media { get; } = new();

    /// <summary>Photographs that Ingestion has.</summary>
    public ConcurrentDictionary<Guid, byte[]> MediaOfIngestion { get; } = new();

    /// <summary>Paths whose pages answer 200; everything else is 404.</summary>
    public ConcurrentDictionary<string, bool> Pages { get; } = new();

    /// <summary>Answers 503 to every push while true.</summary>
    public bool IsDown { get; set; }

    /// <summary>How far its clock goes wrong.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Accepts pushes but shows no page while true.</summary>
    public bool HidesPages { get; set; }

    /// <summary>Requests without the Publisher's signature.</summary>
    public int Forgeries { get; private set; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FakeSite> StartAsync(PublicKeys publisher)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        FakeSite site = new(app, publisher);
        app.MapPut("/publications/{id:guid}", site.AcceptAsync);
        app.MapPut("/media/{id:guid}", site.AcceptMediaAsync);
        app.MapGet("/api/media/{id:guid}", (Guid id, HttpRequest request) =>
            request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) && site.MediaOfIngestion.TryGetValue(id, out var bytes)
                ? Results.Bytes(bytes, "image/jpeg")
                : Results.NotFound());
        app.MapFallback((HttpRequest request) => site.Pages.ContainsKey(request.Path) && !site.HidesPages ? Results.Text("a page") : Results.NotFound());
        await app.StartAsync();
        return site;
    }

    /// <summary>The newest push of an event that the Site accepted.</summary>
    public PublicationPush? NewestOf(Guid eventId) => Pushes.Where(one => one.Push.EventId == eventId).Select(one => one.Push).MaxBy(push => push.Version);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> AcceptAsync(Guid id, HttpRequest request)
    {
        if (IsDown) return Results.StatusCode(503);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (!Jws.VerifyDetached(body.ToArray(), request.Headers["Akorda-Signature"].ToString(), "publication+jws", publisher))
        {
            Forgeries++;
            return Results.Unauthorized();
        }
        var push = JsonSerializer.Deserialize<PublicationPush>(body.ToArray(), Json.Options)!;
        var now = TimeProvider.System.GetUtcNow() + ClockError;
        var answer = accepted.AddOrUpdate(id, _ => new() { Version = push.Version, VisibleAt = now }, (_, old) => push.Version > old.Version ? new() { Version = push.Version, VisibleAt = now } : old);
        if (answer.Version == push.Version)
        {
            Pushes.Enqueue((push, now));
            foreach (var text in push.Texts)
            {
                var path = PageAddress.Path(text.Language, Document.Read(text.Document).Section, text.Slug, push.Number);
                if (push.Withdrawn) Pages.TryRemove(path, out _);
                else Pages[path] = true;
            }
        }
        return Results.Json(answer, Json.Options);
    }

    private async Task<IResult> AcceptMediaAsync(Guid id, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body.ToArray()));
        if (!Jws.VerifyDetached(System.Text.Encoding.UTF8.GetBytes($"{id:D}:{sha256}"), request.Headers["Akorda-Signature"].ToString(), "media+jws", publisher)
            || request.Headers["Akorda-Media-Sha256"] != sha256)
        {
            Forgeries++;
            return Results.Unauthorized();
        }
        Media[id] = body.ToArray();
        return Results.NoContent();
    }
}
