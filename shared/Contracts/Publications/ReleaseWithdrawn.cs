namespace Akorda.Contracts.Publications;

/// <summary>An event was taken back: from the Site at once, from the channels as their deliveries settle. Sent by the Publisher; read by Ingestion.</summary>
public sealed record ReleaseWithdrawn
{
    public required Guid EventId { get; init; }
    public required int Revision { get; init; }
    /// <summary>Internal; the public notice is fixed text.</summary>
    public required string Reason { get; init; }
    public required Person WithdrawnBy { get; init; }
    public required DateTimeOffset WithdrawnAt { get; init; }
}
