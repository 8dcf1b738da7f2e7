using Akorda.Contracts;

namespace Akorda.Desk.Drafts;

/// <summary>A draft as Ingestion answers it.</summary>
public sealed record Draft
{
    public Guid Id { get; init; }
    public long Number { get; init; }
    public int Revision { get; init; }
    public string Status { get; init; } = "";
    public Person? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public int? PublishedRevision { get; init; }
    public IReadOnlyDictionary<string, DraftLanguage> Languages { get; init; } = new Dictionary<string, DraftLanguage>();
    public string Language { get; init; } = "";
    public string Section { get; init; } = "";
    public string Rubric { get; init; } = "";
    public string? Place { get; init; }
    public DateOnly OccurredOn { get; init; }
    public string Title { get; init; } = "";
    public string? Lead { get; init; }
    public string Body { get; init; } = "";
    public IReadOnlyList<DraftPhotograph> Media { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> TargetLanguages { get; init; } = [];
    public string ReleasePolicy { get; init; } = "together";
    public string Urgency { get; init; } = "routine";
    public DateTimeOffset? EmbargoUntil { get; init; }
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyDictionary<string, string> ChannelTexts { get; init; } = new Dictionary<string, string>();
}

/// <summary>How far one language of a draft is.</summary>
public sealed record DraftLanguage(string Status, int Revision, string? Url);

/// <summary>A photograph of a draft, described in the draft's language.</summary>
public sealed record DraftPhotograph(Guid Id, string Alt, string? Caption, string? Credit);

/// <summary>A page of a list.</summary>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);
