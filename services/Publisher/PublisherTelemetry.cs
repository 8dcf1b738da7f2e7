using System.Diagnostics;
using System.Diagnostics.Metrics;
using Akorda.Messaging;

namespace Akorda.Publisher;

/// <summary>What is measured of releases and deliveries, and the spans that carry one trace through their waits.</summary>
public static class PublisherTelemetry
{
    private static readonly ActivitySource Spans = new("Akorda.Publisher");
    private static readonly Meter Meter = new("Akorda.Publisher");
    private static readonly Counter<long> Settled = Meter.CreateCounter<long>("akorda.deliveries.settled", description: "Deliveries that reached a final state, by channel and state.");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("akorda.release.lateness", "s", "From the scheduled instant to the moment at which the release began.");

    /// <summary>Goes on with the trace of whoever caused this work.</summary>
    internal static Activity? Continue(string name, string? traceParent, Guid? eventId)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Spans.StartActivity(name, ActivityKind.Internal, parent)?.SetTag(Tracing.EventId, eventId);
    }

    internal static void CountSettled(string channel, string state) => Settled.Add(1, new("channel", channel), new("state", state));

    internal static void RecordLateness(TimeSpan lateness) => Lateness.Record(lateness.TotalSeconds);
}
