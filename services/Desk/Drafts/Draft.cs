using Akorda.Contracts;

namespace Akorda.Desk.Drafts;

/// <summary>What a revision of a draft holds, as Ingestion answers it.</summary>
public record DraftContent
{
    public int Revision { get; init; }
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

/// <summary>A draft at its newest revision, with how far it is.</summary>
public sealed record Draft : DraftContent
{
    public const string Withdrawn = "withdrawn";

    public Guid Id { get; init; }
    public long Number { get; init; }
    public string Status { get; init; } = "";
    public Person? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public int? PublishedRevision { get; init; }
    public IReadOnlyDictionary<string, DraftLanguage> Languages { get; init; } = new Dictionary<string, DraftLanguage>();
}

/// <summary>One revision of a draft: what it held, who wrote it, when.</summary>
public sealed record DraftRevision : DraftContent
{
    public Person? WrittenBy { get; init; }
    public DateTimeOffset WrittenAt { get; init; }
}

/// <summary>How far one language of a draft is.</summary>
public sealed record DraftLanguage(string Status, int Revision, string? Url);

/// <summary>A photograph of a draft, described in the draft's language.</summary>
public sealed record DraftPhotograph(Guid Id, string Alt, string? Caption, string? Credit);

/// <summary>What an editor's form held when it was last kept by itself.</summary>
public sealed record WorkingCopy(int? BasedOn, DateTimeOffset SavedAt, UnfinishedDraft Draft);

/// <summary>A draft as it stood in a form; anything may be missing.</summary>
public sealed record UnfinishedDraft
{
    public string? Language { get; init; }
    public string? Section { get; init; }
    public string? Rubric { get; init; }
    public string? Place { get; init; }
    public string? OccurredOn { get; init; }
    public string? Title { get; init; }
    public string? Lead { get; init; }
    public string? Body { get; init; }
    public IReadOnlyList<UnfinishedPhotograph>? Media { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
    public IReadOnlyList<string>? TargetLanguages { get; init; }
    public string? ReleasePolicy { get; init; }
    public string? Urgency { get; init; }
    public string? EmbargoUntil { get; init; }
    public IReadOnlyList<string>? Channels { get; init; }
    public IReadOnlyDictionary<string, string>? ChannelTexts { get; init; }
}

/// <summary>A photograph that may still be undescribed.</summary>
public sealed record UnfinishedPhotograph(Guid Id, string? Alt, string? Caption, string? Credit);

/// <summary>A channel that a draft can name.</summary>
public sealed record KnownChannel(string Id, string Network, string Language, bool Default);

/// <summary>Somebody who has a draft open.</summary>
/// <param name="State"><c>reading</c> or <c>editing</c>.</param>
public sealed record PresentPerson(string Id, string Name, string State, DateTimeOffset Since);

/// <summary>What stands between a form and a draft that can be submitted.</summary>
public sealed record DraftCheck(IReadOnlyDictionary<string, IReadOnlyList<string>> Faults, IReadOnlyList<DraftWarning> Warnings)
{
    public static readonly DraftCheck Nothing = new(new Dictionary<string, IReadOnlyList<string>>(), []);
}

/// <summary>Something that no rule forbids and that an editor may have overlooked.</summary>
public sealed record DraftWarning(string Id, string Path, string Message);
