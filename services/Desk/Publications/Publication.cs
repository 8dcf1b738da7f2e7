namespace Akorda.Desk.Publications;

/// <summary>A publication as the Publisher answers it.</summary>
public sealed record Publication
{
    public Guid EventId { get; init; }
    public long Number { get; init; }
    public int Revision { get; init; }
    public string State { get; init; } = "";
    public DateTimeOffset? ReleaseAt { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }
    public IReadOnlyDictionary<string, ReleasedLanguage> Languages { get; init; } = new Dictionary<string, ReleasedLanguage>();
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];
    public NextRelease? Next { get; init; }
}

/// <summary>One language of a release: <c>waiting</c>, <c>approved</c> or <c>public</c>.</summary>
public sealed record ReleasedLanguage(string State, int? Revision, string? Url);

/// <summary>A correction that is on its way while an older revision is public.</summary>
public sealed record NextRelease(int Revision, string State, DateTimeOffset? ReleaseAt, IReadOnlyDictionary<string, ReleasedLanguage> Languages);

/// <summary>One act on one destination in one language.</summary>
public sealed record Delivery
{
    public Guid Id { get; init; }
    public Guid EventId { get; init; }
    public int Revision { get; init; }
    public string Language { get; init; } = "";
    public string Destination { get; init; } = "";
    public string Action { get; init; } = "";
    public string State { get; init; } = "";
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];
    public string? RemoteId { get; init; }
    public string? Url { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? Reason { get; init; }
}

/// <summary>One attempt of a delivery, or one look for what became of it.</summary>
public sealed record Attempt(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, string? Evidence);
