using System.Globalization;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults;

/// <summary>The one run of this test program: the short set, or what <c>tests/faults.sh</c> asks for by its environment.</summary>
public sealed class TheRun : IAsyncLifetime
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(60);

    // What a fault and the way of the next event take, roughly: once each came, none is begun that would not fit.
    private static readonly TimeSpan OneMore = TimeSpan.FromSeconds(20);

    /// <summary>The faults of this run. <c>AKORDA_FAULTS</c>: <c>all</c>, or rows such as <c>F8,F16</c>; left out: the short set.</summary>
    public static IReadOnlyList<Fault> Faults { get; } = Environment.GetEnvironmentVariable("AKORDA_FAULTS") switch
    {
        null or "" => [.. AllFaults.All.Where(fault => fault.IsShort)],
        "all" => AllFaults.All,
        var rows => [.. AllFaults.All.Where(fault => rows.Split(',').Contains(fault.Row))],
    };

    // <c>AKORDA_SECONDS</c>: how long events and faults go on; each fault comes once however long that takes.
    private static readonly TimeSpan? Length = Number("AKORDA_SECONDS") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What came of everything.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var seed = Number("AKORDA_SEED") ?? Environment.TickCount & 0xFFFF;
        await using var run = new Run(seed);
        run.Say($"AKORDA_SEED={seed}, {Faults.Count} faults");
        await run.StartAsync();
        await SufferAsync(run, new Random(seed));
        await run.JudgeAsync(Calm);
        Outcomes = [.. run.Outcomes];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task SufferAsync(Run run, Random random)
    {
        for (var first = true; first || run.Elapsed + OneMore < Length; first = false)
        {
            var order = Faults.ToArray();
            random.Shuffle(order);
            foreach (var fault in order)
                if (first || run.Elapsed + OneMore < Length) await run.SufferAsync(fault);
        }
    }

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}
