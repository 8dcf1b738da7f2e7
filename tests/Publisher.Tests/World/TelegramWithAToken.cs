using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akorda.Publisher.Tests.World;

/// <summary>A Telegram that knows one token at a time, as the real one does after a token was revoked.</summary>
public sealed class TelegramWithAToken : IAsyncDisposable
{
    private readonly WebApplication app;
    private int messages;

    private TelegramWithAToken(WebApplication app) => this.app = app;

    /// <summary>The token that is known now.</summary>
    public string Token { get; set; } = "1:old";

    /// <summary>Every message that was accepted, with the token of its request.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>Every request to post, accepted or not, with its token.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Held while a request is not to be answered.</summary>
    public TaskCompletionSource? Holds { get; set; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<TelegramWithAToken> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var telegram = new TelegramWithAToken(app);
        app.MapPost("/bot{token}/sendMessage", telegram.AnswerAsync);
        await app.StartAsync();
        return telegram;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> AnswerAsync(string token, HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        await body.ReadToEndAsync();
        // Judged when it comes, answered later: a request in flight is the old token's.
        var isKnown = token == Token;
        Requests.Enqueue(token);
        if (isKnown) Messages.Enqueue(token);
        if (Holds is { } hold) await hold.Task;
        return isKnown
            ? Results.Json(new { ok = true, result = new { message_id = Interlocked.Increment(ref messages), chat = new { id = -1, username = "akorda_kk" } } })
            : Results.Json(new { ok = false, error_code = 401, description = "Unauthorized" }, statusCode: 401);
    }
}
