using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Akorda.Messaging;

/// <summary>One trace leads from a person's act through every message to its last effect.</summary>
public static class Tracing
{
    /// <summary>What names the event on spans and log records.</summary>
    public const string EventId = "akorda.event.id";

    private static readonly ActivitySource Source = new("Akorda.Messaging");

    /// <summary>Names the event on every record that is logged until the answer is disposed of.</summary>
    public static IDisposable? About(this ILogger log, Guid eventId) => eventId == Guid.Empty ? null : log.BeginScope(new EventScope(eventId));

    /// <summary>A message's own step in its own trace: messages that travel or commit together have nothing else in common.</summary>
    internal static Activity? Consume(Unit unit)
    {
        var span = Source.StartActivity(unit.Consumer, ActivityKind.Consumer, Parse(unit.Letter.TraceParent));
        span?.SetTag("messaging.message.id", unit.Letter.MessageId);
        if (unit.EventId != Guid.Empty) span?.SetTag(EventId, unit.EventId);
        return span;
    }

    /// <summary>A person's step in the trace of what waited for them. Their request keeps a trace of its own, since hours lie between; the two name each other.</summary>
    internal static Activity? GoOn(string name, string? traceParent)
    {
        if (Parse(traceParent) is var waited && waited == default) return null;
        var request = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, waited, links: request is null ? null : [new ActivityLink(request.Context)]);
        if (span is not null) request?.AddLink(new ActivityLink(span.Context));
        return span;
    }

    /// <summary>Says that the request's trace begins where an earlier one ended, such as that of the revision before.</summary>
    public static void Follow(string? traceParent)
    {
        if (Parse(traceParent) is var earlier && earlier != default) Activity.Current?.AddLink(new ActivityLink(earlier));
    }

    private static ActivityContext Parse(string? traceParent) => ActivityContext.TryParse(traceParent, null, isRemote: true, out var parsed) ? parsed : default;

    private sealed class EventScope(Guid eventId) : List<KeyValuePair<string, object?>>([new(EventId, eventId)])
    {
        public override string ToString() => $"event {eventId}";
    }
}
