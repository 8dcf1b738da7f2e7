namespace Akorda.Messaging;

/// <summary>A message on its way out, in the form in which it is stored and travels.</summary>
/// <param name="MessageId">The same for every delivery.</param>
/// <param name="Type">The record's full name.</param>
/// <param name="Payload">JSON in UTF-8, written once.</param>
/// <param name="Urgency">See <see cref="Contracts.Urgency"/>.</param>
/// <param name="TraceParent">The trace that the message belongs to (W3C), if any.</param>
internal sealed record Letter(Guid MessageId, string Type, byte[] Payload, string Urgency, string? TraceParent)
{
    private object? message;

    public bool IsUrgent => Urgency != Contracts.Urgency.Routine;

    /// <summary>The message, read once: in one process several modules are given the same, which none of them can change.</summary>
    /// <exception cref="RefusedException">The payload is not what the type says.</exception>
    public object Read(Type type) => message ??= MessageTypes.Read(type, Payload);

    public static Letter Of(object message, string urgency, string? traceParent)
    {
        if (!Contracts.Urgency.All.Contains(urgency)) throw new ArgumentException($"'{urgency}' is no urgency.", nameof(urgency));
        return new Letter(Guid.CreateVersion7(), MessageTypes.NameOf(message.GetType()), MessageTypes.Write(message), urgency, traceParent);
    }
}

/// <summary>A committed row of the outbox.</summary>
internal sealed record OutboxRow(long Id, Letter Letter);
