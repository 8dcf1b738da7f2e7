using Akorda.Texts;

namespace Akorda.Publisher.Deliveries;

/// <summary>Where deliveries are kept. Every method commits before it answers, so that a process may die between any two of them; the simulation keeps them in memory and kills it there.</summary>
public interface ILedger
{
    /// <summary>Makes the caller the account's only sender, if something is due and nobody else is. Whatever a sender before left as <c>attempting</c> is uncertain from then on.</summary>
    Task<Lease?> LeaseAsync(string channel, TimeSpan length, CancellationToken ct);

    /// <summary>The next delivery that may go on; null when there is none now.</summary>
    Task<Work?> NextAsync(Lease lease, CancellationToken ct);

    /// <summary>Commits that an attempt begins. False when it may not: superseded, paused, changed by a person, or the lease is lost.</summary>
    Task<bool> BeginAsync(Lease lease, Work work, Delivery attempt, CancellationToken ct);

    /// <summary>Asked right before every request that changes the network: whether the channel is not paused and the lease still holds, which it renews.</summary>
    /// <returns>Null when it may begin; else why not.</returns>
    Task<string?> ForbidsAsync(Lease lease, CancellationToken ct);

    /// <summary>Commits what came of it. False when the row was changed meanwhile or the lease is lost; then nothing is written.</summary>
    Task<bool> SettleAsync(Lease lease, Work work, Verdict verdict, CancellationToken ct);

    /// <summary>Lets another sender have the account.</summary>
    Task EndAsync(Lease lease, CancellationToken ct);
}

/// <summary>The right to send for one account.</summary>
/// <param name="Fence">Grows with every lease; a sender with an older one changes nothing any more.</param>
public sealed record Lease(string Channel, long Fence, TimeSpan Length);

/// <summary>A delivery with what is needed to go on with it.</summary>
public sealed record Work
{
    public required Delivery Delivery { get; init; }
    public required Guid EventId { get; init; }
    /// <summary>Something newer stands for this destination: what has not begun shall not begin.</summary>
    public required bool IsSuperseded { get; init; }
    public required Document Document { get; init; }
    public required Uri Page { get; init; }
    /// <summary>The post that is corrected or withdrawn; null when there is none.</summary>
    public required Post? Standing { get; init; }
    /// <summary>The newest post of the account that the ledger knows.</summary>
    public required string? NewestRemoteId { get; init; }
    /// <summary>The trace that led to it (W3C); null where none was kept.</summary>
    public required string? TraceParent { get; init; }
    /// <summary>The ledger's clock when this was read.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>A post that stands on a network.</summary>
public sealed record Post(string? RemoteId, DateTimeOffset PostedAt, Document Document, Uri Page);

/// <summary>What one step came to.</summary>
/// <param name="Delivery">The row as it is from now on.</param>
/// <param name="Outcome">How an attempt or a search ended; null when nothing was tried.</param>
/// <param name="Evidence">What proves it.</param>
public sealed record Verdict(Delivery Delivery, string? Outcome = null, string? Evidence = null)
{
    /// <summary>How long the network asks the whole account to wait.</summary>
    public TimeSpan? AccountWaits { get; init; }
    /// <summary>Why the account needs a person; the channel is paused.</summary>
    public string? AccountBlocked { get; init; }
}
