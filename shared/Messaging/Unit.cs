namespace Akorda.Messaging;

/// <summary>One message at one consumer, from its arrival to its commit.</summary>
/// <param name="Consumer">The consumer's queue; with the message's id the key in the inbox.</param>
/// <param name="Letter">The message as it travelled.</param>
/// <param name="EventId">Of one event one message at a time is handled; empty for a message about no event.</param>
/// <param name="Handle">Reads and decides; see <see cref="Consume{T}"/>.</param>
internal sealed record Unit(string Consumer, Letter Letter, Guid EventId, Func<Incoming, CancellationToken, Task<Effects>> Handle)
{
    /// <summary>The row of a message that failed before; null when it just arrived.</summary>
    public Guid? FailedMessageId { get; init; }

    /// <summary>How often it failed before.</summary>
    public int Attempts { get; init; }

    /// <summary>What this arrival belongs to.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>The key of the event's lock: the same for messages and for acts.</summary>
    public long LockKey => EventLock.KeyOf(EventId);
}

/// <summary>Counts the units that arrived together; its task ends when this module's database has taken all of them over.</summary>
internal sealed class Receipt(int units)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int open = units;

    public Task Done => Volatile.Read(ref open) == 0 ? Task.CompletedTask : done.Task;

    public void Settle()
    {
        if (Interlocked.Decrement(ref open) == 0) done.TrySetResult();
    }

    /// <summary>The process stops first: the message stays where it came from.</summary>
    public void Abandon() => done.TrySetCanceled();
}

/// <summary>The advisory lock that serialises whatever is about one event, in every process.</summary>
internal static class EventLock
{
    public static long KeyOf(Guid eventId)
    {
        Span<byte> bytes = stackalloc byte[16];
        eventId.TryWriteBytes(bytes);
        return BitConverter.ToInt64(bytes) ^ BitConverter.ToInt64(bytes[8..]);
    }
}
