using System.Globalization;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults;

/// <summary>The one run of this test program: the short set, or what <c>tests/faults.sh</c> asks for by its environment.</summary>
public sealed class TheRun : IAsyncLifetime
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);

    /// <summary>The faults of this run. <c>AKORDA_FAULTS</c>: <c>all</c>, or rows such as <c>F8,F16</c>; left out: the short set.</summary>
    public static IReadOnlyList<Fault> Faults { get; } = Environment.GetEnvironmentVariable("AKORDA_FAULTS") switch
    {
        null or "" => [.. AllFaults.All.Where(fault => fault.IsShort)],
        "all" => AllFaults.All,
        var rows => [.. AllFaults.All.Where(fault => rows.Split(',').Contains(fault.Row))],
    };

    /// <summary>What came of everything.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var seed = Environment.GetEnvironmentVariable("AKORDA_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFF;
        await using var run = new Run(seed);
        run.Say($"AKORDA_SEED={seed}, {Faults.Count} faults");
        await run.StartAsync();
        var order = Faults.ToArray();
        new Random(seed).Shuffle(order);
        foreach (var fault in order) await run.SufferAsync(fault);
        await run.JudgeAsync(Calm);
        Outcomes = [.. run.Outcomes];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
