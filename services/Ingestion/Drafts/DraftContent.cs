namespace Akorda.Ingestion.Drafts;

/// <summary>What a revision holds: a request that passed every rule, its words in the form in which they are kept, its defaults filled in.</summary>
public record DraftContent
{
    public required string Language { get; init; }
    public required string Section { get; init; }
    public required string Rubric { get; init; }
    public required string? Place { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required string Title { get; init; }
    public required string? Lead { get; init; }
    public required string Body { get; init; }
    public required IReadOnlyList<DraftMedia> Media { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required IReadOnlyList<string> TargetLanguages { get; init; }
    public required string ReleasePolicy { get; init; }
    public required string Urgency { get; init; }
    public required DateTimeOffset? EmbargoUntil { get; init; }
    public required IReadOnlyList<string>? Channels { get; init; }
    public required IReadOnlyDictionary<string, string> ChannelTexts { get; init; }

    /// <summary>The source first, then the targets.</summary>
    public IEnumerable<string> AllLanguages() => TargetLanguages.Prepend(Language);
}
