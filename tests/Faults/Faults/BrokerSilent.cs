using System.Diagnostics;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>The broker holds its connections and says nothing: drafts are taken as fast as ever, and their messages wait where they are counted.</summary>
public sealed record BrokerSilent() : Fault("F3", "drafts are taken while RabbitMQ is silent")
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        await stage.World.Broker.SignalAsync("STOP");
        List<TimeSpan> waits = [];
        for (var i = 0; i < 20; i++)
        {
            var one = stage.Acts.NewEvent();
            var begun = Stopwatch.GetTimestamp();
            await stage.Acts.CreateAsync(one, twice: false, ct);
            waits.Add(Stopwatch.GetElapsedTime(begun));
            await stage.Acts.DropAsync(one, ct);
        }
        if (waits.Max() > Longest) throw new InvalidOperationException($"a draft was taken only after {waits.Max().TotalSeconds:0.0} s");
        var waiting = await stage.World.Server.CountAsync("ingestion", "select count(*) from messaging.outbox where sent_at is null");
        return waiting > 0 ? $"{waiting} messages wait; drafts were taken in {waits.Order().ElementAt(waits.Count / 2).TotalMilliseconds:0} ms, at most {waits.Max().TotalMilliseconds:0}" : throw new InvalidOperationException("no message waits");
    }

    public override Task HealAsync(Stage stage) => stage.World.Broker.SignalAsync("CONT");
}
