namespace Akorda.Contracts.Reviews;

/// <summary>A reviewer sent a text back with a comment: a source to its editor, a translation to its translator. Sent by Review; read by Ingestion, Translation.</summary>
public sealed record TextReturned
{
    public required Guid EventId { get; init; }
    public required string Language { get; init; }
    /// <summary>Equal to <see cref="Language"/> when the source itself is returned.</summary>
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    public required string Comment { get; init; }
    /// <summary>Ids of the segments that the comment is about; may be empty.</summary>
    public required IReadOnlyList<string> Segments { get; init; }
    public required Person ReturnedBy { get; init; }
    public required DateTimeOffset ReturnedAt { get; init; }
    public required string Urgency { get; init; }
}
