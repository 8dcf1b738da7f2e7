using System.Diagnostics.Metrics;

namespace Akorda.Messaging;

/// <summary>What is measured of messages, by module or by consumer.</summary>
internal static class Meters
{
    private static readonly Meter Meter = new("Akorda.Messaging");
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };

    private static readonly Gauge<double> OldestUnsent = Meter.CreateGauge<double>("akorda.messaging.oldest_unsent.age", "s", "Age of the oldest message that nobody durable has taken over");
    private static readonly Gauge<long> Failed = Meter.CreateGauge<long>("akorda.messaging.failed", "{message}", "Messages that wait for a person");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("akorda.messaging.failures", "{failure}", "Attempts to handle a message that failed");
    private static readonly Histogram<double> Handling = Meter.CreateHistogram("akorda.messaging.handling.duration", "s", "From taking a message up to the commit of its effects", tags: null, Seconds);
    private static readonly Histogram<double> MessageAge = Meter.CreateHistogram("akorda.messaging.message.age", "s", "From writing a message to the commit of its effects: its whole way, and its waits", tags: null, Seconds);

    /// <summary>Whether somebody listens; else nothing need be asked of the database.</summary>
    public static bool AreRead => OldestUnsent.Enabled || Failed.Enabled;

    public static void RecordOutbox(string module, double oldestUnsent, long failed)
    {
        OldestUnsent.Record(oldestUnsent, new KeyValuePair<string, object?>("module", module));
        Failed.Record(failed, new KeyValuePair<string, object?>("module", module));
    }

    /// <summary>Shows the consumer's counter before its first failure: a series that begins with 1 looks like no increase.</summary>
    public static void Announce(string consumer) => Failures.Add(0, new KeyValuePair<string, object?>("consumer", consumer));

    public static void CountFailure(Unit unit) => Failures.Add(1, new KeyValuePair<string, object?>("consumer", unit.Consumer));

    public static void RecordHandled(IReadOnlyList<Unit> group, TimeSpan took, DateTimeOffset now)
    {
        if (!Handling.Enabled && !MessageAge.Enabled) return;
        foreach (var unit in group)
        {
            KeyValuePair<string, object?> consumer = new("consumer", unit.Consumer);
            Handling.Record(took.TotalSeconds, consumer);
            if (WrittenAt(unit.Letter.MessageId) is { } at) MessageAge.Record(Math.Max(0, (now - at).TotalSeconds), consumer);
        }
    }

    // A version 7 id begins with the millisecond in which it was made.
    private static DateTimeOffset? WrittenAt(Guid id)
    {
        if (id.Version != 7) return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
