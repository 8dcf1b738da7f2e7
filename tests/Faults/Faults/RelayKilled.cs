using Akorda.Faults.Nemesis;
using Akorda.Faults.Proxy;

namespace Akorda.Faults.Faults;

/// <summary>A sender dies between the broker's confirm and its own mark: its messages leave twice, and have one effect.</summary>
public sealed record RelayKilled() : Fault("F11", "a relay killed between confirm and mark")
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var ingestion = stage.World["ingestion"];
        // Confirmed, and from here on nothing can be marked.
        await MomentAsync(ingestion.Broker.Down.WatchFor(Bytes.Acknowledged, ingestion.Database.Up.Freeze, often: 3), "a confirm", ct);
        await Task.Delay(TimeSpan.FromMilliseconds(300), ct);   // longer than marks are gathered for
        await ingestion.KillAsync();
        var unmarked = await stage.World.Server.CountAsync("ingestion", "select count(*) from messaging.outbox where sent_at is null");
        return unmarked > 0 ? $"{unmarked} messages not marked" : throw new InvalidOperationException("every message was marked");
    }

    public override async Task HealAsync(Stage stage)
    {
        stage.World["ingestion"].Database.Clear();
        stage.World["ingestion"].Database.Cut();
        await stage.World["ingestion"].BackAsync();
    }
}
