namespace Akorda.Contracts.Publications;

/// <summary>All texts of a release are approved and it waits for its instant. Sent by the Publisher; read by Ingestion.</summary>
public sealed record ReleaseScheduled
{
    public required Guid EventId { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset ReleaseAt { get; init; }
    public required DateTimeOffset ScheduledAt { get; init; }
}
