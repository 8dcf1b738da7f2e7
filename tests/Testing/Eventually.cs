namespace Akorda.Testing;

/// <summary>Waits for a condition that no message tells of: asked again and again until it holds, and a failure when it does not in two minutes, which only a broken product or a very busy machine needs.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what) =>
        _ = await AnswerAsync(async () => await condition() ? "yes" : null, what);

    /// <summary>Waits for an answer that is not null.</summary>
    public static async Task<T> AnswerAsync<T>(Func<Task<T?>> ask, string what) where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Limit)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(Pause);
        }
        throw new TimeoutException($"After {Limit.TotalSeconds:0} seconds there is still no {what}.");
    }
}
