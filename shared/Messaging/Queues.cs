using RabbitMQ.Client;

namespace Akorda.Messaging;

/// <summary>What lies at the broker for a module.</summary>
public sealed class Queues
{
    // An administrator's page waits for it, and the broker may be what is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Uri? broker;
    private readonly IReadOnlyList<string> names;

    internal Queues(Uri? broker, IReadOnlyList<string> names) => (this.broker, this.names) = (broker, names);

    /// <summary>Messages that no process has been handed yet; null over the in-memory transport, which has no queues to look into, and while the broker does not answer.</summary>
    public async Task<long?> CountAsync(CancellationToken ct)
    {
        if (broker is null) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(patience.Token);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: patience.Token);
            long count = 0;
            foreach (var name in names) count += await channel.MessageCountAsync(name, patience.Token);
            return count;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
