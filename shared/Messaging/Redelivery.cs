using Microsoft.Extensions.Logging;

namespace Akorda.Messaging;

/// <summary>A message that failed, leased to this process for another attempt.</summary>
internal sealed record FailedMessage(Guid Id, string Consumer, Letter Letter, int Attempts);

/// <summary>Brings failed messages back to their consumers when they are due.</summary>
internal sealed class Redelivery(IInboxStore store, Inbox inbox, IReadOnlyDictionary<string, Subscription> subscriptions, TimeProvider clock, ILogger log)
{
    private const int Most = 100;
    private static readonly TimeSpan WhileSomeWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(90);

    private readonly Signal failed = new(clock);
    private DateTimeOffset watchUntil;

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        inbox.Failed += LookSoon;
        while (true)
        {
            var taken = 0;
            try
            {
                taken = await PassAsync(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("Failed messages cannot be read: {Reason}", e.Message);
            }
            if (taken < Most) await failed.WaitAsync(clock.GetUtcNow() < watchUntil ? WhileSomeWait : Otherwise, ct);
        }
    }

    /// <summary>A message failed, or a person wants it tried again.</summary>
    public void LookSoon()
    {
        watchUntil = clock.GetUtcNow() + LongestBackoff;
        failed.Set();
    }

    private async Task<int> PassAsync(CancellationToken ct)
    {
        var due = await store.TakeDueAsync(Most, ct);
        if (due.Count == 0) return 0;
        Receipt receipt = new(due.Count);
        inbox.Accept(due.Select(message => ToUnit(message, receipt)).ToList());
        await receipt.Done;
        return due.Count;
    }

    private Unit ToUnit(FailedMessage message, Receipt receipt)
    {
        var unit = subscriptions.TryGetValue(message.Consumer, out var subscription)
            ? subscription.ToUnit(message.Letter, receipt)
            : Subscription.Refused(message.Consumer, message.Letter, receipt, new RefusedException($"Nothing here consumes as {message.Consumer}.", null));
        return unit with { FailedMessageId = message.Id, Attempts = message.Attempts };
    }
}
