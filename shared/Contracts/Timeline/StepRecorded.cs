namespace Akorda.Contracts.Timeline;

/// <summary>Something that belongs in an event's timeline and has no message of its own: a claim, an attempt, a paused channel. Sent by any service; read by Ingestion.</summary>
public sealed record StepRecorded
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>What happened, in the form <c>task-claimed</c>.</summary>
    public required string Step { get; init; }
    public required string? Language { get; init; }
    /// <summary>Who did it; null when the system did.</summary>
    public required Person? Actor { get; init; }
    public required string? Detail { get; init; }
}
