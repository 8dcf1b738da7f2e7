using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Akorda.Publisher.Channels;

/// <summary>Sends one channel's requests: each body once, nothing repeated, nothing redirected, nothing secret kept. Retries belong to the ledger.</summary>
public sealed class SingleShotSender : IDisposable
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly ActivitySource Spans = new("Akorda.Publisher.Channels");

    private readonly string channel;
    private readonly HttpClient client;
    private readonly TimeProvider clock;
    private readonly TimeSpan timeout;
    private readonly string[] secrets;

    /// <param name="settings">The channel; its timeout is the deadline of every request.</param>
    /// <param name="secrets">What must never be seen in evidence.</param>
    public SingleShotSender(ChannelSettings settings, IReadOnlyList<string> secrets, TimeProvider clock)
    {
        channel = settings.Id;
        this.clock = clock;
        timeout = TimeSpan.FromSeconds(settings.Timing.TimeoutSeconds);
        this.secrets = [.. secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Where(secret => secret.Length > 0).Distinct()];
        client = new HttpClient(new ConnectionFailures(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            // Each request on a connection of its own: a kept one that the network has just closed would turn "not sent" into "perhaps".
            PooledConnectionLifetime = TimeSpan.Zero,
            // No spans of the framework: they carry the address, and Telegram's address carries the token.
            ActivityHeadersPropagator = null,
            UseProxy = !settings.BaseUrl.IsNearby(),
        }))
        {
            Timeout = Timeout.InfiniteTimeSpan,   // the deadline is ours, so that it also ends the reading of the answer
        };
    }

    /// <summary>Sends a request that changes something. Throws nothing but <see cref="SendingForbiddenException"/>, before it begins: what is known of it is the answer.</summary>
    /// <param name="request">Method, address and headers; without content.</param>
    /// <param name="body">The parameters. May be empty, is never left out.</param>
    /// <param name="order">Asked on the open connection, right before the first byte, whether it may still begin.</param>
    /// <param name="ct">Ends a request that has not begun. One that has begun is worth waiting for: breaking it off would only make it uncertain.</param>
    public async Task<Exchange> SendAsync(HttpRequestMessage request, RequestBody body, Order order, CancellationToken ct)
    {
        using var span = Spans.StartActivity($"send {channel}", ActivityKind.Client);
        var began = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var content = new SingleShotBody(body, async asked =>
        {
            // The connection may have taken long: what has happened meanwhile counts.
            await order.BeforeChange(asked);
            // A process that was stopped for a while may wake up here, long after its lease.
            if (ct.IsCancellationRequested || clock.GetElapsedTime(began) >= timeout) throw new IOException("The deadline passed before the request could be sent.");
        });
        using var stop = ct.Register(() =>
        {
            if (!content.Started) deadline.Cancel();
        });
        request.Content = content;
        request.Headers.ExpectContinue = false;
        var described = $"{Describe(request)} ({body.Bytes.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(body.Bytes))[..16]})";
        return await ExchangeAsync(request, described, () => content.Started, began, deadline.Token);
    }

    /// <summary>Sends a request that only reads; it may be repeated.</summary>
    public async Task<Exchange> ReadAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        var exchange = await ExchangeAsync(request, Describe(request), () => true, clock.GetTimestamp(), either.Token);
        ct.ThrowIfCancellationRequested();
        return exchange;
    }

    public void Dispose() => client.Dispose();

    private async Task<Exchange> ExchangeAsync(HttpRequestMessage request, string described, Func<bool> started, long began, CancellationToken ct)
    {
        var unanswered = new Exchange { Request = described, Started = true, Status = null, Headers = new Dictionary<string, string>(), Body = "", Failure = null, Took = TimeSpan.Zero };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, ct);
            return unanswered with
            {
                // An answer proves that the request was there, even where its body was never asked for.
                Status = (int)response.StatusCode,
                Headers = Exchange.Telling(response.Headers, response.Content.Headers, Redact),
                Body = Redact(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(ct))),
                Took = clock.GetElapsedTime(began),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return unanswered with { Started = started(), Failure = Redact(Reason(e, started(), clock.GetElapsedTime(began))), Took = clock.GetElapsedTime(began) };
        }
    }

    private string Describe(HttpRequestMessage request) => Redact($"{request.Method} {request.RequestUri?.PathAndQuery}");

    // A timer may end a moment before its time by the other clock: what has begun ends by its deadline only.
    private string Reason(Exception e, bool started, TimeSpan took) => e switch
    {
        OperationCanceledException when started || took >= timeout => $"no answer within {timeout.TotalSeconds} s",
        OperationCanceledException => "stopped before it was sent",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => $"{http.HttpRequestError}: {(http.InnerException ?? http).Message}",
        _ => (e.InnerException ?? e).Message,
    };

    private string Redact(string text)
    {
        foreach (var secret in secrets) text = text.Replace(secret, "[secret]", StringComparison.Ordinal);
        return text;
    }
}
