using System.Diagnostics;
using System.Diagnostics.Metrics;
using Akorda.Contracts.Publications;
using Akorda.Messaging;

namespace Akorda.Publisher;

/// <summary>What is measured of releases and deliveries, and the spans that carry one trace through their waits.</summary>
public static class PublisherTelemetry
{
    private static readonly ActivitySource Spans = new("Akorda.Publisher");
    private static readonly Meter Meter = new("Akorda.Publisher");

    private static readonly Counter<long> Settled = Meter.CreateCounter<long>(
        "akorda.deliveries.settled", "{delivery}", "Deliveries that this process saw come into a state that only a person would change, by channel and state");

    private static readonly Gauge<long> Open = Meter.CreateGauge<long>(
        "akorda.deliveries.open", "{delivery}", "Deliveries that are not settled, and those that are held for a person, by channel and state");

    private static readonly Gauge<double> OldestOpen = Meter.CreateGauge<double>(
        "akorda.deliveries.oldest_open.age", "s", "Time since the oldest delivery that is not settled was planned, by channel");

    // Nothing belongs into the first bucket: what was visible before its instant.
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram(
        "akorda.release.lateness", "s", "From the instant that a release was due (its embargo, or the time that a publisher set) to the one at which readers could see it", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });

    private static readonly Counter<long> Early = Meter.CreateCounter<long>(
        "akorda.release.early", "{release}", "Releases that readers could see before their instant: there must be none");

    private static readonly Gauge<double> Overdue = Meter.CreateGauge<double>(
        "akorda.release.overdue.age", "s", "Time since the instant of the oldest release that is due and that readers cannot see");

    internal static bool DeliveriesAreRead => Open.Enabled || OldestOpen.Enabled;

    /// <summary>Goes on with the trace of whoever caused this work.</summary>
    internal static Activity? Continue(string name, string? traceParent, Guid? eventId)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Spans.StartActivity(name, ActivityKind.Internal, parent)?.SetTag(Tracing.EventId, eventId);
    }

    internal static void CountSettled(DeliverySettled settled) => CountSettled(settled.Destination, settled.State, 1);

    /// <summary>With 0 it shows the counter before its first delivery: a series that begins with 1 looks like no increase.</summary>
    internal static void CountSettled(string channel, string state, int count) => Settled.Add(count, new("channel", channel), new("state", state));

    internal static void RecordOpen(string channel, string state, long count) => Open.Record(count, new("channel", channel), new("state", state));

    internal static void RecordOldestOpen(string channel, double age) => OldestOpen.Record(age, new KeyValuePair<string, object?>("channel", channel));

    internal static bool ReleasesAreRead => Early.Enabled || Overdue.Enabled;

    internal static void RecordLateness(TimeSpan lateness)
    {
        Lateness.Record(lateness.TotalSeconds);
        CountEarly(lateness < TimeSpan.Zero ? 1 : 0);
    }

    /// <summary>With 0 it shows the counter: nothing to see must not look like nothing asked.</summary>
    internal static void CountEarly(int count) => Early.Add(count);

    internal static void RecordOverdue(double age) => Overdue.Record(age);
}
