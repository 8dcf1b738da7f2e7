namespace Akorda.Contracts.Publications;

/// <summary>A delivery reached a state that only a person would change. Sent by the Publisher; read by Ingestion.</summary>
public sealed record DeliverySettled
{
    public required Guid DeliveryId { get; init; }
    public required Guid EventId { get; init; }
    public required int Revision { get; init; }
    public required string Language { get; init; }
    /// <summary><c>site</c> or a channel's id.</summary>
    public required string Destination { get; init; }
    /// <summary><c>publish</c>, <c>correct</c> or <c>withdraw</c>.</summary>
    public required string Action { get; init; }
    /// <summary><c>delivered</c>, <c>rejected</c>, <c>held</c>, <c>skipped</c> or <c>withdrawn</c>.</summary>
    public required string State { get; init; }
    /// <summary>Where the post can be seen; null where the network tells no address.</summary>
    public required string? Url { get; init; }
    public required string? Reason { get; init; }
    public required DateTimeOffset SettledAt { get; init; }
}
