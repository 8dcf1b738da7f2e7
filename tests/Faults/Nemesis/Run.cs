using System.Diagnostics;
using Akorda.Faults.Invariants;
using Akorda.Faults.Workload;
using Akorda.Faults.World;

namespace Akorda.Faults.Nemesis;

/// <summary>One run: a world, events all the time, faults one by one in an order that a seed decides, then a calm, then every invariant.</summary>
public sealed class Run : IAsyncDisposable
{
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(90);

    private readonly List<Outcome> outcomes = [];
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly Random random;
    private Newsroom world = null!;   // these are set by the start
    private Stage stage = null!;
    private Crawler crawler = null!;

    public Run(int seed) => random = new Random(seed);

    /// <summary>Every fault's and every invariant's.</summary>
    public IReadOnlyList<Outcome> Outcomes => outcomes;

    /// <summary>Since it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(begun);

    /// <summary>Builds the world and lets events flow.</summary>
    public async Task StartAsync()
    {
        world = await Newsroom.StartAsync(Say);
        Journal journal = new(TimeProvider.System);
        People people = new(world.Desk.Url, journal);
        Acts acts = new(world, people, journal);
        stage = new Stage(world, people, acts, new Traffic(new Stories(acts, journal), journal, random), journal, new Networks(world.Sandbox), random);
        crawler = new Crawler(world.Site, journal);
        crawler.Start();
        // Alone: ten processes that compile themselves under load would need much longer.
        Say($"the first event went all the way: {await EndToEndAsync()}");
        stage.Traffic.Start();
    }

    /// <summary>One fault: until it bit, until it is healed, until the next event went all the way.</summary>
    public async Task SufferAsync(Fault fault)
    {
        using CancellationTokenSource limit = new(fault.Patience);
        string detail;
        var holds = true;
        try
        {
            detail = "bit: " + await fault.BiteAsync(stage, limit.Token);
        }
        catch (Exception e)
        {
            (holds, detail) = (false, "did not bite: " + e.Message);
        }
        try
        {
            await fault.HealAsync(stage);
            var healing = Stopwatch.GetTimestamp();
            var way = await EndToEndAsync();
            var seconds = Stopwatch.GetElapsedTime(healing).TotalSeconds;
            detail += $"; healed in {seconds:0.0} s";
            if (seconds > 10) Say($"      {way}");
            using CancellationTokenSource proof = new(fault.Patience);
            if (holds) await fault.ProveAsync(stage, proof.Token);
        }
        catch (Exception e)
        {
            (holds, detail) = (false, $"{detail}; {e.Message}");
        }
        Add(new Outcome($"{fault.Row} {fault.Name}", holds, detail));
    }

    /// <summary>No new events; all under way come to their end; then every invariant is judged.</summary>
    public async Task JudgeAsync(TimeSpan calm)
    {
        var left = await stage.Traffic.CalmAsync(calm);
        await crawler.StopAsync();
        Say($"calm: {stage.Journal.Events.Count()} events, {left} without an end; answers {string.Join(", ", stage.Journal.Answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value}×{answer.Key}"))}");
        Evidence evidence = new(stage, crawler, await stage.Networks.CreationsAsync());
        foreach (var invariant in AllInvariants.All) Add(await JudgeAsync(invariant, evidence));
    }

    public async ValueTask DisposeAsync()
    {
        if (stage is not null)
        {
            await stage.Traffic.CalmAsync(TimeSpan.Zero);
            await crawler.StopAsync();
            crawler.Dispose();
            stage.People.Dispose();
            stage.Networks.Dispose();
            stage.Traffic.Dispose();
        }
        if (world is null) return;
        if (outcomes.Any(outcome => !outcome.Holds)) await KeepLogsAsync();
        await world.DisposeAsync();
    }

    /// <summary>Says something at once: a run is long.</summary>
    public void Say(string what) => Console.WriteLine($"{Elapsed.TotalSeconds,6:0.0}  {what}");

    private async Task<Outcome> JudgeAsync(Invariant invariant, Evidence evidence)
    {
        var name = $"{invariant.Row} {invariant.Promise}";
        try
        {
            List<string> wrong = [.. stage.Journal.ContradictionsOf(invariant.Row), .. await invariant.ViolationsAsync(evidence)];
            // The rest is in the file: one line says enough to know where to look.
            return new Outcome(name, wrong.Count == 0, wrong.Count == 0 ? invariant.Measured(evidence) : $"{wrong.Count}: {string.Join("; ", wrong.Take(3))}");
        }
        catch (Exception e)
        {
            return new Outcome(name, false, $"cannot be judged: {e.Message}");
        }
    }

    private async Task<string> EndToEndAsync()
    {
        using CancellationTokenSource limit = new(LongestWay);
        try
        {
            return (await stage.Traffic.TellOneAsync(limit.Token)).Way;
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"the next event did not go all the way in {LongestWay.TotalSeconds:0} seconds");
        }
    }

    private void Add(Outcome outcome)
    {
        outcomes.Add(outcome);
        Say(outcome.ToString());
    }

    private async Task KeepLogsAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "logs")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "contradictions.log"), stage?.Journal.Contradictions ?? []);
        foreach (var host in world.Hosts) await File.WriteAllLinesAsync(Path.Combine(folder, host.Name + ".log"), host.Output);
        Say($"what the processes said is in {folder}");
    }
}
