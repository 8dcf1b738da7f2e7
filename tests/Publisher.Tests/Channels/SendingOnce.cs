using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Tests.World;
using Microsoft.Extensions.Time.Testing;

namespace Akorda.Publisher.Tests.Channels;

public sealed class SendingOnce : IDisposable
{
    private readonly RawServer server = new();

    [Fact]
    public async Task HttpClient_alone_repeats_a_request_without_body_by_itself()
    {
        server.Answers = _ => null;
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(server.Url("post?text=once"), null));
        // Why the sender exists. Should the framework change this, the reference on channels changes with it.
        Assert.True(server.Requests.Count > 1, $"The server saw {server.Requests.Count} request(s).");
    }

    [Theory]
    [InlineData("POST", "text=once")]
    [InlineData("POST", "")]
    [InlineData("DELETE", "")]
    public async Task A_server_that_closes_without_a_word_sees_one_request(string method, string body)
    {
        server.Answers = _ => null;
        var exchange = await SendAsync(method, body);
        Assert.Single(server.Requests);
        Assert.IsType<Answer.Uncertain>(exchange.WithoutAnswer);
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_it_opens_is_an_answer_too()
    {
        await using ResettingServer resets = new();
        var exchanges = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SendAsync("POST", "text=once", address: resets.Address)));
        Assert.All(exchanges, exchange => Assert.Null(exchange.Status));
    }

    [Fact]
    public async Task A_body_refuses_to_leave_a_second_time()
    {
        using var body = new SingleShotBody(new RequestBody("text=once"u8.ToArray(), null), _ => Task.CompletedTask);
        using var wire = new MemoryStream();
        await body.CopyToAsync(wire);
        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(wire));
        Assert.Equal("text=once"u8.ToArray(), wire.ToArray());
    }

    [Fact]
    public async Task A_refused_connection_is_not_done()
    {
        server.Dispose();
        var exchange = await SendAsync("POST", "text=once");
        Assert.False(exchange.Started);
        Assert.IsType<Answer.NotDone>(exchange.WithoutAnswer);
        Assert.Contains("ConnectionError", exchange.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_until_the_deadline_is_uncertain()
    {
        server.Answers = _ => "";
        var exchange = await SendAsync("POST", "text=once");
        Assert.IsType<Answer.Uncertain>(exchange.WithoutAnswer);
        Assert.Contains("no answer within 1 s", exchange.Evidence, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Half_an_answer_is_no_answer()
    {
        server.Answers = _ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"ok\":true";
        server.ClosesAfterAnswer = true;
        Assert.IsType<Answer.Uncertain>((await SendAsync("POST", "text=once")).WithoutAnswer);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        server.Answers = _ => $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {server.Url("elsewhere")}\r\nContent-Length: 0\r\n\r\n";
        var exchange = await SendAsync("POST", "text=once");
        Assert.Equal(307, exchange.Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_switch_thrown_while_it_connects_stops_it_before_the_first_byte()
    {
        server.Answers = _ => "";
        var order = An.Order(1) with { BeforeChange = _ => throw new SendingForbiddenException("paused") };
        await Assert.ThrowsAsync<SendingForbiddenException>(() => SendAsync("POST", "text=once", order));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_process_that_slept_past_the_deadline_sends_nothing()
    {
        server.Answers = _ => "";
        var clock = new FakeTimeProvider();
        var order = An.Order(1) with
        {
            BeforeChange = _ =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return Task.CompletedTask;
            },
        };
        var exchange = await SendAsync("POST", "text=once", order, clock);
        Assert.IsType<Answer.NotDone>(exchange.WithoutAnswer);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_what_has_not_begun()
    {
        server.Answers = _ => "";
        using var stop = new CancellationTokenSource();
        var order = An.Order(1) with
        {
            BeforeChange = async _ => await stop.CancelAsync(),
        };
        using var sender = Sender([], TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url("post"));
        var exchange = await sender.SendAsync(request, new RequestBody("text=once"u8.ToArray(), "text/plain"), order, stop.Token);
        Assert.IsType<Answer.NotDone>(exchange.WithoutAnswer);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_has_begun_is_waited_for_although_the_process_stops()
    {
        using var stop = new CancellationTokenSource();
        server.Answers = _ =>
        {
            stop.Cancel();
            return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        };
        using var sender = Sender([], TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url("post"));
        var exchange = await sender.SendAsync(request, new RequestBody("text=once"u8.ToArray(), "text/plain"), An.Order(1), stop.Token);
        Assert.Equal(200, exchange.Status);
    }

    [Fact]
    public async Task Secrets_are_in_no_evidence_however_the_network_repeats_them()
    {
        const string canary = "12:CANARY/+token";
        // The last one lies across the place where evidence is cut.
        var body = $"{{\"echo\":\"{canary}\",\"path\":\"{Uri.EscapeDataString(canary)}\",\"long\":\"{new string('x', 1970)}{canary}\"}}";
        server.Answers = _ => $"HTTP/1.1 400 Bad Request\r\nx-transaction-id: {canary}\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        using var sender = Sender([canary], TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url($"bot{canary}/send"));
        var exchange = await sender.SendAsync(request, new RequestBody([1], null), An.Order(1), CancellationToken.None);
        Assert.DoesNotContain("CANARY", exchange.Evidence + exchange.Body + exchange.Request + string.Join(' ', exchange.Headers.Values), StringComparison.Ordinal);
        Assert.Contains("[secret]", exchange.Evidence, StringComparison.Ordinal);
        Assert.True(exchange.Evidence.Length < 2600, $"The evidence has {exchange.Evidence.Length} characters.");

        server.Dispose();
        using var again = new HttpRequestMessage(HttpMethod.Post, server.Url($"bot{canary}/send"));
        Assert.DoesNotContain("CANARY", (await sender.SendAsync(again, new RequestBody([1], null), An.Order(1), CancellationToken.None)).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_span_carries_the_address()
    {
        server.Answers = _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        var path = $"bot-{Guid.CreateVersion7():N}";
        var told = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (told) told.Add(span.DisplayName + string.Join(' ', span.TagObjects));
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var sender = Sender([], TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url(path));
        await sender.SendAsync(request, new RequestBody([1], null), An.Order(1), CancellationToken.None);
        lock (told)
        {
            Assert.Contains(told, text => text.StartsWith("send telegram-kk", StringComparison.Ordinal));
            Assert.DoesNotContain(told, text => text.Contains(path, StringComparison.Ordinal));
        }
    }

    public void Dispose() => server.Dispose();

    private SingleShotSender Sender(IReadOnlyList<string> secrets, TimeProvider clock) => new(An.Settings(server.Url("")), secrets, clock);

    private async Task<Exchange> SendAsync(string method, string body, Order? order = null, TimeProvider? clock = null, Uri? address = null)
    {
        using var sender = Sender([], clock ?? TimeProvider.System);
        using var request = new HttpRequestMessage(new HttpMethod(method), address ?? server.Url("post"));
        return await sender.SendAsync(request, new RequestBody(Encoding.UTF8.GetBytes(body), null), order ?? An.Order(1), CancellationToken.None);
    }

    /// <summary>Reads whole requests from real sockets and answers with exactly these characters: null closes without a word, an empty text says nothing.</summary>
    private sealed class RawServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly int port;
        private readonly List<string> requests = [];

        public RawServer()
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _ = AcceptAsync();
        }

        public Func<string, string?> Answers { get; set; } = _ => null;
        public bool ClosesAfterAnswer { get; set; }

        public IReadOnlyList<string> Requests
        {
            get
            {
                lock (requests) return [.. requests];
            }
        }

        public Uri Url(string path) => new($"http://127.0.0.1:{port}/{path}");

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Closed: new connections are refused from now on.
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } request) return;
                lock (requests) requests.Add(request);
                if (Answers(request) is not { } answer) return;
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                // Stays open until the client goes.
                if (!ClosesAfterAnswer) await ReadAsync(stream);
            }
        }

        private static async Task<string?> ReadAsync(NetworkStream stream)
        {
            var (text, buffer) = (new StringBuilder(), new byte[4096]);
            try
            {
                while (await stream.ReadAsync(buffer) is > 0 and var read)
                {
                    text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                    if (IsWhole(text.ToString())) return text.ToString();
                }
            }
            catch (IOException)
            {
                // The client went away.
            }
            return null;
        }

        private static bool IsWhole(string request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) return false;
            const string header = "Content-Length: ";
            var at = request.IndexOf(header, StringComparison.Ordinal);
            var length = at < 0 ? 0 : int.Parse(request[(at + header.Length)..request.IndexOf("\r\n", at, StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
            return request.Length >= end + 4 + length;
        }
    }
}
