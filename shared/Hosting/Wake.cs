namespace Akorda.Hosting;

/// <summary>Wakes a background loop of this process. A hint: the loop also looks by itself after its longest wait, so that a lost hint costs only time.</summary>
public sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);

    /// <summary>Wakes the loop, now or when it next waits.</summary>
    public void Set()
    {
        try { signal.Release(); }
        catch (SemaphoreFullException) { }   // it is awake already
    }

    /// <summary>Waits for a hint, at most so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => signal.WaitAsync(atMost, ct);

    public void Dispose() => signal.Dispose();
}
