using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;

namespace Akorda.Faults.Faults;

/// <summary>The connection is cut while COMMIT is under way, so that a service does not know whether it happened: asking again with the same key gives the same draft, never two.</summary>
public sealed record CommitCut() : Fault("F6", "connections cut in the middle of a commit")
{
    private const int Often = 6;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var link = stage.World["ingestion"].Database;
        for (var i = 0; i < Often; i++)
        {
            var cut = link.Down.WatchFor(Bytes.Committed, () => link.Cut());
            var one = stage.Acts.NewEvent();
            await stage.Acts.CreateAsync(one, twice: true, ct);
            await MomentAsync(cut, "a commit", ct);
            await stage.Acts.DropAsync(one, ct);
        }
        return $"{Often} commits cut off";
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;
}
