namespace Akorda.Messaging;

/// <summary>What travels: the messages of one type that waited when the relay was free. One message alone is a bundle too.</summary>
/// <typeparam name="TMessage">The type of the messages; with the lane it names the exchange.</typeparam>
/// <typeparam name="TLane"><see cref="RoutineLane"/> or <see cref="UrgentLane"/>.</typeparam>
public sealed record Bundle<TMessage, TLane>
{
    /// <summary>Names the bundle in acknowledgements inside one process.</summary>
    public required Guid Id { get; init; }
    public required IReadOnlyList<BundledMessage> Messages { get; init; }
}

/// <summary>A message in a bundle. Its payload stays the bytes of the outbox, so that one unreadable message does not make its neighbours unreadable.</summary>
public sealed record BundledMessage
{
    public required Guid MessageId { get; init; }
    public required string Urgency { get; init; }
    public string? TraceParent { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>The lane of routine messages.</summary>
public sealed record RoutineLane;

/// <summary>The lane of urgent messages: queues of their own, so that they overtake a backlog.</summary>
public sealed record UrgentLane;
