using System.Diagnostics;

namespace Akorda.Messaging;

/// <summary>One trace leads from a person's act through every message to its last effect.</summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new("Akorda.Messaging");

    /// <summary>A message's own step in its own trace: messages that travel or commit together have nothing else in common.</summary>
    public static Activity? Consume(Unit unit)
    {
        _ = ActivityContext.TryParse(unit.Letter.TraceParent, null, isRemote: true, out var parent);
        return Source.StartActivity(unit.Consumer, ActivityKind.Consumer, parent)?.SetTag("messaging.message.id", unit.Letter.MessageId);
    }
}
