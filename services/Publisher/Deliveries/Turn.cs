using Akorda.Publisher.Channels;
using Akorda.Publisher.Photographs;

namespace Akorda.Publisher.Deliveries;

/// <summary>Whether a page answers 200 to readers.</summary>
public delegate Task<bool> PageAnswers(Uri page, CancellationToken ct);

/// <summary>One sender's turn with one delivery.</summary>
/// <param name="photographs">Null where channels carry none.</param>
/// <param name="span">This machine's timestamps before and after the work was read: the ledger's clock was read somewhere between them.</param>
public sealed class Turn(ILedger ledger, IChannel channel, Lease lease, Work work, FetchPhotographs? photographs, TimeProvider clock, (long Before, long After) span)
{
    public IChannel Channel => channel;
    public ChannelTiming Timing => channel.Settings.Timing;
    public Work Work => work;
    public TimeProvider Clock => clock;

    /// <summary>The ledger's clock, at the least: for what must not be believed too early. This machine's clock only measures how long ago it was read.</summary>
    public DateTimeOffset Earliest => work.Now + clock.GetElapsedTime(span.After);

    /// <summary>The ledger's clock, at the most: for what must not be written down too early. A process may stall for longer than any lease while the ledger answers.</summary>
    public DateTimeOffset Latest => work.Now + clock.GetElapsedTime(span.Before);

    /// <summary>What the channel is asked to do.</summary>
    public Order Order() => new()
    {
        DeliveryId = work.Delivery.Id,
        Action = work.Delivery.Action,
        Document = work.Document,
        Page = work.Page,
        RemoteId = work.Standing?.RemoteId,
        PostedAt = work.Standing?.PostedAt,
        NewestRemoteId = work.NewestRemoteId,
        PhotographsAsync = (limit, ct) => photographs?.HandleAsync(work.Document, limit, ct) ?? Task.FromResult<IReadOnlyList<FittedPhotograph>>([]),
        Uploads = photographs?.UploadsOf(channel.Settings.Id),
        BeforeChange = async ct =>
        {
            if (await ledger.ForbidsAsync(lease, ct) is { } reason) throw new SendingForbiddenException(reason);
        },
    };

    /// <summary>Commits the attempt before its first byte.</summary>
    public Task<bool> BeginAsync(Delivery attempt, CancellationToken ct) => ledger.BeginAsync(lease, work, attempt, ct);

    /// <summary>Commits what came of it.</summary>
    public Task<bool> SettleAsync(Verdict verdict, CancellationToken ct) => ledger.SettleAsync(lease, work, verdict, ct);

    /// <summary>This turn with the row as it is now.</summary>
    public Turn With(Delivery delivery) =>
        new(ledger, channel, lease, work with { Delivery = delivery with { Change = work.Delivery.Change + 1 } }, photographs, clock, span);
}
