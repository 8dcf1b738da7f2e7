using Akorda.Contracts;

namespace Akorda.Desk.Translations;

/// <summary>A translation task as Translation answers it.</summary>
public sealed record TranslationTask
{
    public Guid Id { get; init; }
    public Guid EventId { get; init; }
    public long Number { get; init; }
    public string Title { get; init; } = "";
    public string Language { get; init; } = "";
    public string SourceLanguage { get; init; } = "";
    public int Revision { get; init; }
    public string State { get; init; } = "";
    public Person? Holder { get; init; }
    public DateTimeOffset? LeaseEndsAt { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string? Comment { get; init; }
    public IReadOnlyList<TranslationSegment> Segments { get; init; } = [];
}

/// <summary>A paragraph-sized piece, beside what it becomes.</summary>
public sealed record TranslationSegment
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Source { get; init; } = "";
    public string? Target { get; init; }
    public string? Origin { get; init; }
    public int? Score { get; init; }
    public IReadOnlyList<SegmentCheck> Checks { get; init; } = [];
}

/// <summary>What a check found in a segment.</summary>
public sealed record SegmentCheck(string Id, string Severity, string Message);
