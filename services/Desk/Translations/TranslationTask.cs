using Akorda.Contracts;
using Akorda.Contracts.Translations;
using Akorda.Desk.SignIn;

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
    public int Round { get; init; }
    public string State { get; init; } = "";
    public Person? Holder { get; init; }
    public DateTimeOffset? LeaseEndsAt { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset? EmbargoUntil { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string? Comment { get; init; }
    public ReturnedTask? Returned { get; init; }
    public TaskProgress Progress { get; init; } = new(0, 0);
    public IReadOnlyList<TranslationSegment> Segments { get; init; } = [];
    public IReadOnlyList<AcknowledgedCheck> Acknowledged { get; init; } = [];

    /// <summary>True while this person may work on it; a returned text is still its translator's.</summary>
    public bool IsHeldBy(SignedIn? person) => State is "claimed" or "returned" && Holder is { } holder && holder.Id == person?.Id;

    /// <summary>True when this person may take it: it is free, or whoever had it let the lease end.</summary>
    public bool IsFreeFor(SignedIn? person, DateTimeOffset now) => person is not null && person.Languages.Contains(Language) && !IsHeldBy(person) && State switch
    {
        "queued" or "returned" => true,
        "claimed" => LeaseEndsAt <= now,
        _ => false,
    };

    /// <summary>In the order in which work is taken up: what is urgent, then what has waited longest.</summary>
    public static IReadOnlyList<TranslationTask> InLine(IEnumerable<TranslationTask> tasks) => [.. tasks
        .OrderByDescending(task => Array.IndexOf(Urgencies, task.Urgency))
        .ThenBy(task => task.CreatedAt)];

    private static readonly string[] Urgencies = ["routine", "urgent", "flash"];
}

/// <summary>How far a translation is.</summary>
public sealed record TaskProgress(int Segments, int Done);

/// <summary>Why a translation came back; of the segments that the comment names, those that nobody touched since.</summary>
public sealed record ReturnedTask(string Comment, IReadOnlyList<string> Segments, Person? By, DateTimeOffset? At);

/// <summary>A paragraph-sized piece, beside what it becomes.</summary>
public sealed record TranslationSegment
{
    /// <summary>The check of words that nobody confirmed for the source as it is now.</summary>
    public const string Stale = "stale";

    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Source { get; init; } = "";
    public string? Target { get; init; }
    public string? Origin { get; init; }
    public int? Score { get; init; }
    public IReadOnlyList<SegmentCheck> Checks { get; init; } = [];
    /// <summary>Since the revision before: <c>new</c>, <c>changed</c>, or null.</summary>
    public string? Change { get; init; }
    public string? PreviousSource { get; init; }

    /// <summary>How far this segment is: <c>empty</c>, <c>memory</c> and <c>changed</c> (a person has to confirm it), <c>done</c>.</summary>
    public string Progress => string.IsNullOrWhiteSpace(Target) ? "empty"
        : Checks.All(check => check.Id != Stale) ? "done"
        : Origin == "memory" ? "memory" : "changed";
}

/// <summary>What a check found in a segment.</summary>
/// <param name="MayStand">The translator may acknowledge it and go on.</param>
public sealed record SegmentCheck(string Id, string Severity, string Message, bool MayStand);

/// <summary>What the memory or the glossary knows about a segment.</summary>
public sealed record Suggestion(string Origin, int Score, string Source, string Target, string? Note);
