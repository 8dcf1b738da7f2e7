using System.Diagnostics.CodeAnalysis;

namespace Akorda.Ingestion.Drafts;

/// <summary>A draft as an editor sends it. What is left out has its default; null is taken only where the type says so.</summary>
public sealed record DraftRequest
{
    public required string Language { get; init; }
    public required string Section { get; init; }
    public required string Rubric { get; init; }
    public string? Place { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required string Title { get; init; }
    public string? Lead { get; init; }
    public required string Body { get; init; }
    public IReadOnlyList<DraftMedia> Media { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Left out: the other languages of the newsroom. The reader refuses null, so null here means left out.</summary>
    [DisallowNull]
    public IReadOnlyList<string>? TargetLanguages { get; init; }

    public string ReleasePolicy { get; init; } = Draft.Together;
    public string Urgency { get; init; } = Contracts.Urgency.Routine;
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Null: the default channels of each language, resolved when the draft is submitted.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Hand-written texts by channel id.</summary>
    public IReadOnlyDictionary<string, string> ChannelTexts { get; init; } = new Dictionary<string, string>();
}

/// <summary>A photograph of a draft, described in the draft's language.</summary>
public sealed record DraftMedia
{
    public required Guid Id { get; init; }
    public required string Alt { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }
}
