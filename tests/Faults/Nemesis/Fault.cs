using Akorda.Faults.Workload;
using Akorda.Faults.World;

namespace Akorda.Faults.Nemesis;

/// <summary>What a fault has in its hands.</summary>
public sealed record Stage(Newsroom World, People People, Acts Acts, Traffic Traffic, Journal Journal, Networks Networks, Random Random);

/// <summary>One fault, as a whole act: injected, proven to have bitten, healed, and what must hold after it beside the invariants.</summary>
/// <param name="Row">Its row of the fault matrix, such as <c>F8</c>.</param>
/// <param name="Name">What happens, in a few words.</param>
public abstract record Fault(string Row, string Name)
{
    /// <summary>How long it may take to bite, and as long again to prove what must hold.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(150);

    /// <summary>True for a fault of the short set.</summary>
    public bool IsShort { get; init; }

    /// <summary>Injects it and waits until it bit.</summary>
    /// <returns>The proof.</returns>
    /// <exception cref="InvalidOperationException">It did not bite, or what must hold meanwhile did not.</exception>
    public abstract Task<string> BiteAsync(Stage stage, CancellationToken ct);

    /// <summary>Ends it. Called whether it bit or not.</summary>
    public abstract Task HealAsync(Stage stage);

    /// <summary>What must hold once events go through again, beside the invariants.</summary>
    public virtual Task ProveAsync(Stage stage, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Waits for a condition, and names it when it does not come.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken ct, int seconds = 45)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds > seconds) throw new InvalidOperationException($"{what} did not come in {seconds} seconds");
            await Task.Delay(100, ct);
        }
    }

    /// <summary>Waits for the moment that somebody watches for, and names it when it does not come.</summary>
    protected static async Task MomentAsync(Task moment, string what, CancellationToken ct, int seconds = 45)
    {
        try { await moment.WaitAsync(TimeSpan.FromSeconds(seconds), ct); }
        catch (TimeoutException) { throw new InvalidOperationException($"{what} did not come in {seconds} seconds"); }
    }
}
