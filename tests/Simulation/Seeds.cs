using System.Diagnostics;
using System.Globalization;

namespace Akorda.Simulation.Tests;

/// <summary>Runs a simulation for many seeds. <c>AKORDA_SEED</c> repeats one; <c>AKORDA_SEEDS</c> says how many.</summary>
public static class Seeds
{
    /// <summary>Runs the simulation for each seed; a failure names the seed that repeats it.</summary>
    public static void Run(int count, Action<int> simulate)
    {
        if (Number("AKORDA_SEED") is { } one)
        {
            simulate(one);
            return;
        }
        var started = Stopwatch.GetTimestamp();
        var seeds = Number("AKORDA_SEEDS") ?? count;
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                simulate(seed);
            }
            catch (Exception e)
            {
                loop.Stop();
                throw new InvalidOperationException($"Seed {seed} fails; AKORDA_SEED={seed} repeats it. {e.Message}", e);
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{seeds} seeds, {seeds / Stopwatch.GetElapsedTime(started).TotalMinutes:0} a minute"));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
