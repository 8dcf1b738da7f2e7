using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>All channels are stopped in the middle of a burst: one second after the answer nothing that changes a network begins. Afterwards what waited leaves, once.</summary>
public sealed record KillSwitchThrown(bool BrokerDown, bool DatabaseSlow)
    : Fault("F37", "the kill switch thrown in a burst" + (BrokerDown ? " without RabbitMQ" : DatabaseSlow ? " over a slow database" : ""))
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);
    private TimeSpan pace;

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        pace = stage.Traffic.Pace;
        stage.Traffic.Pace = pace / 4;
        // The networks answer slowly: posts wait for each other.
        foreach (var publisher in SiteAway.Publishers(stage)) publisher.To("sandbox").Down.Latency = TimeSpan.FromSeconds(1);
        await UntilAsync(async () => await Channels.OpenAsync(stage, stage.Journal.Now) >= 8, "a burst of posts", ct);
        if (BrokerDown) await stage.World.Broker.KillAsync();
        if (DatabaseSlow)
            foreach (var publisher in SiteAway.Publishers(stage)) publisher.Database.Up.Latency = publisher.Database.Down.Latency = TimeSpan.FromMilliseconds(150);
        await Channels.PauseAllAsync(stage, ct);
        var thrown = stage.Journal.Now;
        await Task.Delay(Watched, ct);
        var waiting = await Channels.OpenAsync(stage, thrown);
        var changes = (await stage.Networks.CallsAsync()).Where(call => call.Changes).ToList();
        var late = changes.Where(call => call.At > thrown + Promised).ToList();
        foreach (var call in late) stage.Journal.Contradict("I8", $"{call.Network} was asked to {call.Operation} {(call.At - thrown).TotalSeconds:0.0} s after the switch was thrown");
        if (late.Count > 0) throw new InvalidOperationException($"{late.Count} calls began after the switch was thrown");
        return waiting > 0 ? $"{waiting} posts wait; the last call began {(changes.Max(call => call.At) - thrown).TotalMilliseconds:0} ms after the answer" : throw new InvalidOperationException("no post waits");
    }

    public override async Task HealAsync(Stage stage)
    {
        stage.Traffic.Pace = pace;
        foreach (var publisher in SiteAway.Publishers(stage))
        {
            publisher.To("sandbox").Clear();
            publisher.Database.Clear();
        }
        await stage.World.Broker.ResumeAsync();
        await Channels.ResumeAsync(stage, CancellationToken.None);
    }

    public override async Task ProveAsync(Stage stage, CancellationToken ct)
    {
        var healed = stage.Journal.Now;
        await UntilAsync(async () => await Channels.OpenAsync(stage, healed) == 0, "the end of what had waited", ct, seconds: 60);
    }
}
