using System.Diagnostics;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>A service's way to its database is gone: refused, or open and silent. Writers are told 503 and when to come again, and nobody is told 2xx.</summary>
public sealed record DatabaseSilent(bool HalfOpen) : Fault("F4", HalfOpen ? "Ingestion's database silent" : "Ingestion's database refusing")
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var link = stage.World["ingestion"].Database;
        if (HalfOpen)
        {
            link.Freeze();
        }
        else
        {
            link.IsRefusing = true;
            link.Cut();
        }
        var begun = Stopwatch.GetTimestamp();
        var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", Words.Draft(stage.Acts.NewEvent()), ct: ct);
        var waited = Stopwatch.GetElapsedTime(begun);
        if (reply.IsDone) throw new InvalidOperationException("a draft was called taken");
        if (reply.Status != 503) throw new InvalidOperationException($"the writer was told {reply}");
        if (waited > Longest) throw new InvalidOperationException($"the writer was told only after {waited.TotalSeconds:0.0} s");
        return $"503 after {waited.TotalSeconds:0.0} s";
    }

    public override Task HealAsync(Stage stage)
    {
        stage.World["ingestion"].Database.Clear();
        return Task.CompletedTask;
    }
}
