using System.Diagnostics;
using Akorda.Faults.Nemesis;

namespace Akorda.Faults.Faults;

/// <summary>What may happen to a way to the broker.</summary>
public enum Trouble
{
    /// <summary>Open and silent, until a heartbeat misses.</summary>
    HalfOpen,
    /// <summary>Reset in the middle of whatever was on it.</summary>
    Reset,
    /// <summary>Every byte 300 milliseconds late.</summary>
    Slow,
}

/// <summary>One service's way to the broker is bad: what was not confirmed or not acknowledged comes again.</summary>
public sealed record BrokerLink(Trouble Trouble) : Fault("F15", Trouble switch
{
    Trouble.HalfOpen => "Review's link to RabbitMQ half-open",
    Trouble.Reset => "Review's link to RabbitMQ reset",
    _ => "Review's link to RabbitMQ slow",
})
{
    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var link = stage.World["review"].Broker;
        var ended = link.Ended;
        switch (Trouble)
        {
            case Trouble.HalfOpen:
                // Each connection is given up, and begun again.
                var given = link.Accepted + link.Open;
                var begun = Stopwatch.GetTimestamp();
                link.Freeze();
                await UntilAsync(() => Task.FromResult(link.Accepted >= given), "a heartbeat that each connection missed", ct);
                return $"given up after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s of silence";
            case Trouble.Reset:
                for (var i = 0; i < 8; i++)
                {
                    await UntilAsync(() => Task.FromResult(link.Open > 0), "a connection", ct);
                    // Sometimes as it opens, sometimes while its channels are made, sometimes in the middle of messages.
                    await Task.Delay(stage.Random.Next(1_000), ct);
                    var before = link.Ended;
                    var cut = link.Cut();
                    await UntilAsync(() => Task.FromResult(link.Ended >= before + cut), "the end of what was reset", ct);
                }
                break;
            case Trouble.Slow:
                (link.Up.Latency, link.Down.Latency) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));
                (link.Up.SliceTo, link.Down.SliceTo) = (100, 100);
                var passed = link.Down.Passed;
                await UntilAsync(() => Task.FromResult(link.Down.Passed > passed + 20_000), "messages over the slow link", ct);
                return $"{link.Down.Passed - passed} bytes came late";
        }
        return $"{link.Ended - ended} connections lost";
    }

    public override Task HealAsync(Stage stage)
    {
        stage.World["review"].Broker.Clear();
        return Task.CompletedTask;
    }
}
