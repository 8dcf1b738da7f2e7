using Akorda.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akorda.Messaging;

/// <summary>
/// Notices that the broker lost its data, and sends everything again that is still kept: the database is the truth, the transport is disposable.
/// A broker that forgot its messages also forgot a mark that only this module makes; the definitions, which bring back queues and users, do not have it.
/// </summary>
internal sealed class LostBroker(string module, Uri broker, NpgsqlDataSource db, Outbox outbox, TimeProvider clock, ILogger log)
{
    private const string LockSql = "select pg_advisory_lock(hashtext('messaging.lost_broker'))";
    private const string UnlockSql = "select pg_advisory_unlock(hashtext('messaging.lost_broker'))";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>An exchange that nobody sends to.</summary>
    public static string MarkOf(string module) => $"{module}-was-here";

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var connection = await new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, RequestedHeartbeat = Bus.Heartbeat }.CreateConnectionAsync(ct);
                while (true)
                {
                    if (!await RemembersAsync(connection, ct)) await SendAgainAsync(connection, ct);
                    await Task.Delay(BetweenLooks, clock, ct);
                }
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogDebug("The broker cannot be asked what it remembers: {Reason}", e.Message);
                await Task.Delay(BetweenLooks, clock, ct);
            }
        }
    }

    private async Task SendAgainAsync(IConnection connection, CancellationToken ct)
    {
        // One process of a module does it; the others wait and find the mark.
        await using var session = await db.OpenConnectionAsync(ct);
        await session.ExecuteAsync(LockSql, [], ct);
        try
        {
            if (await RemembersAsync(connection, ct)) return;
            var count = await outbox.RedriveAsync(DateTimeOffset.UnixEpoch, ct);
            if (count > 0) log.LogWarning("The broker has lost its data: {Count} messages of {Module} are sent again", count, module);
            // Last: a process that dies before has only made work that the inbox absorbs.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            await channel.ExchangeDeclareAsync(MarkOf(module), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        }
        finally
        {
            await session.ExecuteAsync(UnlockSql, [], CancellationToken.None);
        }
    }

    private async Task<bool> RemembersAsync(IConnection connection, CancellationToken ct)
    {
        // A channel of its own: the broker closes it with its "no".
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await channel.ExchangeDeclarePassiveAsync(MarkOf(module), ct);
            return true;
        }
        catch (OperationInterruptedException no) when (no.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }
}
