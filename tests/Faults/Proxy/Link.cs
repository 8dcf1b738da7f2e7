using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Akorda.Faults.Proxy;

/// <summary>The way from one program to another: a TCP proxy that passes everything on until it is told to make trouble. Several targets are tried in turn, as a load balancer does.</summary>
public sealed class Link : IAsyncDisposable
{
    private const int Piece = 32 * 1024;

    private readonly IReadOnlyList<EndPoint> targets;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Connection, bool> connections = new();
    private readonly Task accepting;
    private int next;
    private int accepted;
    private int ended;

    public Link(string name, params IReadOnlyList<EndPoint> targets)
    {
        (Name, this.targets) = (name, targets);
        listener = new TcpListener(IPAddress.Loopback, Akorda.Testing.TestHost.FreePort());
        listener.Start(512);
        accepting = AcceptAsync();
    }

    /// <summary>Who speaks to whom, such as <c>review-db</c>.</summary>
    public string Name { get; }

    /// <summary>Where its client connects to.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Where its client connects to, over HTTP.</summary>
    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>From the client to the server.</summary>
    public Lane Up { get; } = new();

    /// <summary>From the server to the client.</summary>
    public Lane Down { get; } = new();

    /// <summary>Refuses every new connection.</summary>
    public bool IsRefusing { get; set; }

    /// <summary>Connections that are open now.</summary>
    public int Open => connections.Count;

    /// <summary>Connections that its client began so far, also while nothing comes through.</summary>
    public int Accepted => accepted;

    /// <summary>Connections that ended or did not come about so far.</summary>
    public int Ended => ended;

    /// <summary>Resets every connection; new ones are served.</summary>
    /// <returns>How many.</returns>
    public int Cut()
    {
        var cut = 0;
        foreach (var connection in connections.Keys)
        {
            connection.Reset();
            cut++;
        }
        return cut;
    }

    /// <summary>Nothing comes through in either direction, and nobody is told.</summary>
    public void Freeze()
    {
        Up.Freeze();
        Down.Freeze();
    }

    /// <summary>Ends every trouble; connections that were frozen go on where they were.</summary>
    public void Clear()
    {
        IsRefusing = false;
        Up.Clear();
        Down.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(ending.Token);
                Interlocked.Increment(ref accepted);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Ended, or a client that was gone before it was served.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = IsRefusing ? null : await ConnectAsync();
        using Connection connection = new(client, server);
        if (server is null)
        {
            connection.Reset();
        }
        else
        {
            connections[connection] = true;
            await Task.WhenAny(PumpAsync(client, server, Up, connection), PumpAsync(server, client, Down, connection));
            connections.TryRemove(connection, out _);
        }
        Interlocked.Increment(ref ended);
    }

    private async Task<Socket?> ConnectAsync()
    {
        for (var tries = 0; tries < targets.Count; tries++)
        {
            var target = targets[(int)((uint)Interlocked.Increment(ref next) % targets.Count)];
            var server = new Socket(target.AddressFamily, SocketType.Stream, target is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
            try
            {
                await server.ConnectAsync(target, ending.Token);
                if (target is IPEndPoint) server.NoDelay = true;
                return server;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                server.Dispose();
            }
        }
        return null;
    }

    // Reading goes on while a lane is frozen: a watcher must see what a process does after the moment that it was frozen at.
    private static async Task PumpAsync(Socket from, Socket to, Lane lane, Connection connection)
    {
        var held = Channel.CreateBounded<(byte[] Bytes, long Arrived)>(1_000);
        var reading = ReadAsync(from, lane, held.Writer, connection.Ended);
        try
        {
            await foreach (var (bytes, arrived) in held.Reader.ReadAllAsync(connection.Ended))
            {
                await lane.HoldAsync(arrived, bytes.Length, connection.Ended);
                var slice = lane.SliceTo > 0 ? lane.SliceTo : bytes.Length;
                for (var sent = 0; sent < bytes.Length; sent += slice)
                    await to.SendAsync(bytes.AsMemory(sent, Math.Min(slice, bytes.Length - sent)), connection.Ended);
            }
            await reading;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other is told by the end of the connection.
        }
    }

    private static async Task ReadAsync(Socket from, Lane lane, ChannelWriter<(byte[], long)> held, CancellationToken ct)
    {
        var buffer = new byte[Piece];
        byte[] tail = [];
        try
        {
            while (await from.ReceiveAsync(buffer, ct) is > 0 and var count)
            {
                tail = lane.Look(tail, buffer.AsSpan(0, count));
                await held.WriteAsync((buffer[..count], Stopwatch.GetTimestamp()), ct);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
        finally
        {
            held.TryComplete();
        }
    }

    /// <summary>Both sockets of one connection.</summary>
    private sealed class Connection(Socket client, Socket? server) : IDisposable
    {
        private readonly CancellationTokenSource ending = new();

        public CancellationToken Ended => ending.Token;

        public void Reset()
        {
            // Without lingering a close is a reset.
            foreach (var socket in (Socket?[])[client, server])
            {
                try { socket?.LingerState = new LingerOption(true, 0); }
                catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
            }
            Dispose();
        }

        public void Dispose()
        {
            try { ending.Cancel(); }
            catch (ObjectDisposedException) { }
            client.Dispose();
            server?.Dispose();
        }
    }
}
