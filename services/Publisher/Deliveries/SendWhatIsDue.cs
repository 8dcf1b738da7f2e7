using Akorda.Publisher.Channels;
using Akorda.Publisher.Photographs;

namespace Akorda.Publisher.Deliveries;

/// <summary>One sender of one account: takes its lease and goes on with what is due, one delivery after the other.</summary>
public static class SendWhatIsDue
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    // What a request may take beyond its own deadline: it must end before the lease does.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>One pass over an account; answers how long to wait for the next.</summary>
    public static async Task<TimeSpan> PassAsync(ILedger ledger, IChannel channel, PageAnswers pageAnswers, FetchPhotographs? photographs, TimeProvider clock, CancellationToken ct)
    {
        var length = Delivery.BeginWithin + TimeSpan.FromSeconds(channel.Settings.Timing.TimeoutSeconds) + Slack;
        if (await ledger.LeaseAsync(channel.Settings.Id, length, ct) is not { } lease) return Pause;
        try
        {
            while (true)
            {
                var asked = clock.GetTimestamp();
                if (await ledger.NextAsync(lease, ct) is not { } work) break;
                using var span = PublisherTelemetry.Continue($"deliver to {lease.Channel}", work.TraceParent, work.EventId);
                var turn = new Turn(ledger, channel, lease, work, photographs, clock, (asked, clock.GetTimestamp()));
                await (work.Delivery.State == Delivery.Uncertain ? SettleUncertain.HandleAsync(turn, ct) : AttemptDelivery.HandleAsync(turn, pageAnswers, ct));
            }
        }
        finally
        {
            await ledger.EndAsync(lease, CancellationToken.None);
        }
        return Pause;
    }
}
