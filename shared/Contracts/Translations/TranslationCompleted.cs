namespace Akorda.Contracts.Translations;

/// <summary>A translation is complete and waits for a second person. Sent by Translation; read by Review, Ingestion.</summary>
public sealed record TranslationCompleted
{
    public required Guid EventId { get; init; }
    public required Guid TaskId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    /// <summary>The translation's canonical document, exactly the bytes (UTF-8) that its digest is taken over.</summary>
    public required string Document { get; init; }
    /// <summary>The source's writers and everyone whose target stands in this text; none of them may approve it.</summary>
    public required IReadOnlyList<Person> Writers { get; init; }
    /// <summary>Who completed the task; null when nothing had changed and the task completed itself.</summary>
    public required Person? CompletedBy { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }
    public required string Urgency { get; init; }
    /// <summary>Checks that the translator let stand; the reviewer sees them.</summary>
    public required IReadOnlyList<AcknowledgedCheck> Acknowledged { get; init; }
    /// <summary>The ids of the segments in the order of the text, as the translator knows them; empty from a version that did not say.</summary>
    public IReadOnlyList<string> SegmentIds { get; init; } = [];
}

/// <summary>A check of one segment that the translator let stand.</summary>
public sealed record AcknowledgedCheck
{
    /// <summary>The check's name, such as <c>number</c>.</summary>
    public required string Check { get; init; }
    public required string SegmentId { get; init; }
    public required string Message { get; init; }
    /// <summary>Why; null only where the check does not block.</summary>
    public required string? Reason { get; init; }
}
