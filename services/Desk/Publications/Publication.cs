using Akorda.Contracts;

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
    /// <summary>What the release waits for; only where one publication was asked for.</summary>
    public IReadOnlyList<ReadinessItem> Readiness { get; init; } = [];

    /// <summary>The title to show, with its language: Kazakh's before the others'; null before anything is approved.</summary>
    public (string Title, string Language)? Heading => Languages.Where(each => each.Value.Title is not null)
        .OrderBy(each => Layout.Words.Languages.ToList().IndexOf(each.Key)).Select(each => ((string, string)?)(each.Value.Title!, each.Key)).FirstOrDefault();   // filtered above

    /// <summary>When something of it becomes public, or became so.</summary>
    public DateTimeOffset? At => Next?.ReleaseAt ?? ReleasedAt ?? ReleaseAt;
}

/// <summary>One language of a release: <c>waiting</c>, <c>approved</c> or <c>public</c>.</summary>
public sealed record ReleasedLanguage(string State, int? Revision, string? Url, string? Title, Person? ApprovedBy, DateTimeOffset? ApprovedAt);

/// <summary>A correction that is on its way while an older revision is public.</summary>
public sealed record NextRelease(int Revision, string State, DateTimeOffset? ReleaseAt, IReadOnlyDictionary<string, ReleasedLanguage> Languages);

/// <summary>Something that a release waits for, or that a person should know before it goes.</summary>
public sealed record ReadinessItem(string Id, string Severity, string? Language, string? Channel, string? Detail);

/// <summary>One act on one destination in one language.</summary>
public sealed record Delivery
{
    public Guid Id { get; init; }
    public Guid EventId { get; init; }
    public long Number { get; init; }
    public string? Title { get; init; }
    public int Revision { get; init; }
    public string Language { get; init; } = "";
    public string Destination { get; init; } = "";
    public string Action { get; init; } = "";
    public string State { get; init; } = "";
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];
    public string? RemoteId { get; init; }
    public string? Url { get; init; }
    /// <summary>The page that the post links to: the mark by which a person finds it.</summary>
    public string? Page { get; init; }
    public DateTimeOffset? PlannedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? Reason { get; init; }
    public bool InDoubt { get; init; }
    /// <summary>From when on a person may call it absent.</summary>
    public DateTimeOffset? AbsentFrom { get; init; }

    /// <summary>Whether a person has to decide something.</summary>
    public bool NeedsAPerson => State is "uncertain" or "held" or "rejected";

    /// <summary>Whether the Publisher would take <c>retry</c>.</summary>
    public bool MayRetry => State is "rejected" or "held" or "skipped" or "retrying" && Destination != "site" && !InDoubt;

    /// <summary>Whether a person may say what stands on the network.</summary>
    public bool MayResolve => State is "uncertain" or "held" && InDoubt;
}

/// <summary>One attempt of a delivery, or one look for what became of it.</summary>
public sealed record Attempt(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, string? Evidence);

/// <summary>What a channel will carry, from the very payload that will be sent.</summary>
public sealed record Post(
    string Language, string Channel, string? Network, string Action, string? Text, string Link, IReadOnlyList<PostPhotograph> Media, int? Length, int? Longest, bool Written, string? Unfit);

/// <summary>A photograph that goes with a post.</summary>
public sealed record PostPhotograph(Guid Id, string Alt);

/// <summary>What readers can still see of an event in one place: <c>public</c>, <c>withdrawing</c>, <c>stuck</c>, <c>unknown</c> or <c>gone</c>.</summary>
public sealed record Exposure(string Language, string Destination, string State, string? Url, DateTimeOffset? PostedAt, Guid DeliveryId, string? Reason);
