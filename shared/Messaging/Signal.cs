namespace Akorda.Messaging;

/// <summary>Wakes one waiting loop. What was set while nobody waited is found at the next wait, so the loop looks at its work after every wait and misses nothing.</summary>
internal sealed class Signal(TimeProvider clock)
{
    private TaskCompletionSource set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref set).TrySetResult();

    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        // The task is awaited bare, without WaitAsync: its continuation then runs where the loop runs, which the simulation depends on.
        await using var timer = clock.CreateTimer(_ => Set(), null, atMost, Timeout.InfiniteTimeSpan);
        await using var stop = ct.UnsafeRegister(_ => Set(), null);
        await set.Task;
        Volatile.Write(ref set, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ct.ThrowIfCancellationRequested();
    }
}
