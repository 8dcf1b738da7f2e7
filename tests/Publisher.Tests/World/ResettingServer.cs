using System.Net;
using System.Net.Sockets;

namespace Akorda.Publisher.Tests.World;

/// <summary>Takes every connection and resets it at once: what a proxy does whose server is away.</summary>
public sealed class ResettingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private int resets;

    public ResettingServer()
    {
        listener.Start(512);
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Connections that were reset so far.</summary>
    public int Resets => resets;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptSocketAsync(ending.Token);
                // Without lingering a close is a reset.
                client.LingerState = new LingerOption(true, 0);
                resets++;
            }
        }
        catch (OperationCanceledException)
        {
            // Ended.
        }
    }
}
