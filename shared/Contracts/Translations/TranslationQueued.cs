namespace Akorda.Contracts.Translations;

/// <summary>A translation task waits for a translator. Sent by Translation; read by Ingestion.</summary>
public sealed record TranslationQueued
{
    public required Guid EventId { get; init; }
    public required Guid TaskId { get; init; }
    public required string Language { get; init; }
    public required int Revision { get; init; }
    /// <summary>1 for a new task, higher when a reviewer returned the text.</summary>
    public required int Round { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
}
