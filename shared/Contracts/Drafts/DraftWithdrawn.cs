namespace Akorda.Contracts.Drafts;

/// <summary>An editor took a draft back before its release; the Publisher drops one that meets a released event. Sent by Ingestion; read by Translation, Review, Publisher, Ingestion.</summary>
public sealed record DraftWithdrawn
{
    public required Guid EventId { get; init; }
    /// <summary>The newest revision at that time; nothing up to it is released.</summary>
    public required int Revision { get; init; }
    /// <summary>Internal; never shown to readers.</summary>
    public required string Reason { get; init; }
    public required Person WithdrawnBy { get; init; }
    public required DateTimeOffset WithdrawnAt { get; init; }
}
