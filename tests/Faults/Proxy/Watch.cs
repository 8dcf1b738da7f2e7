namespace Akorda.Faults.Proxy;

/// <summary>Bytes that somebody waits for.</summary>
internal sealed class Watch(byte[] pattern, Action then, int often)
{
    /// <summary>The longest pattern, and so what must be remembered of a connection.</summary>
    public const int Longest = 64;

    private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = often;

    public Task Seen => seen.Task;

    /// <summary>True when the last of the awaited occurrences is in these bytes; the first <paramref name="old"/> of them were seen before.</summary>
    public bool IsIn(ReadOnlySpan<byte> bytes, int old)
    {
        for (var from = Math.Max(0, old - pattern.Length + 1); bytes[from..].IndexOf(pattern) is >= 0 and var at; from += at + 1)
        {
            // Several connections may come to it at once; it happens once.
            if (Interlocked.Decrement(ref left) != 0) continue;
            then();
            seen.TrySetResult();
            return true;
        }
        return false;
    }
}
