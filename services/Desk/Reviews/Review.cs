using Akorda.Contracts;
using Akorda.Contracts.Translations;
using Akorda.Desk.SignIn;
using Akorda.Texts;

namespace Akorda.Desk.Reviews;

/// <summary>A review as Review answers it.</summary>
public sealed record Review
{
    public Guid Id { get; init; }
    public Guid EventId { get; init; }
    public long Number { get; init; }
    public string Language { get; init; } = "";
    public string SourceLanguage { get; init; } = "";
    public int Revision { get; init; }
    public int Round { get; init; }
    public string State { get; init; } = "";
    public string Title { get; init; } = "";
    public string Digest { get; init; } = "";
    public Person? Author { get; init; }
    public Person? Translator { get; init; }
    public string Urgency { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public Person? SettledBy { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public string? Comment { get; init; }
    public IReadOnlyList<string> Segments { get; init; } = [];
    public bool Carried { get; init; }
    /// <summary>Null until the source arrived at Review, and of a source itself.</summary>
    public ReviewedText? Source { get; init; }
    public IReadOnlyList<ChangedPart>? Difference { get; init; }
    public IReadOnlyList<AcknowledgedCheck> Acknowledged { get; init; } = [];
    public IReadOnlyList<AlignedSegment> Aligned { get; init; } = [];
    public IReadOnlyList<Person> Writers { get; init; } = [];
    public EarlierReturn? LastReturn { get; init; }
    /// <summary>The canonical form of the text under review; null in a list.</summary>
    public string? Document { get; init; }

    /// <summary>True when this person wrote or translated any of it, as far as what was read tells.</summary>
    public bool IsBy(SignedIn? person) => new[] { Author, Translator }.Concat(Writers).Any(writer => writer is not null && writer.Id == person?.Id);

    /// <summary>In the order in which work is taken up: what is urgent, then what has waited longest.</summary>
    public static IReadOnlyList<Review> InLine(IEnumerable<Review> reviews) => [.. reviews
        .OrderByDescending(review => Array.IndexOf(Urgencies, review.Urgency))
        .ThenBy(review => review.CreatedAt)];

    private static readonly string[] Urgencies = ["routine", "urgent", "flash"];
}

/// <summary>What the Desk uses of a source text's own words.</summary>
public sealed record ReviewedText(string Language, IReadOnlyList<ReviewedPhotograph> Media);

/// <summary>A photograph with its words in the text's language.</summary>
public sealed record ReviewedPhotograph(Guid Id, string Alt, string? Caption, string? Credit);

/// <summary>A piece of a text beside what it was translated from.</summary>
public sealed record AlignedSegment(string Id, string Kind, string? Source, string Text);

/// <summary>A part of a text as it changed since the last approval; null instead of a segment: another member of the document.</summary>
public sealed record ChangedPart(string? Segment, string Kind, IReadOnlyList<WordRun> Runs)
{
    public bool IsChanged => Runs.Any(run => run.Change != WordRun.Kept);
    public bool IsGone => Runs.All(run => run.Change == WordRun.Removed);
    public string Before => string.Concat(Runs.Where(run => run.Change != WordRun.Added).Select(run => run.Text));
    public string After => string.Concat(Runs.Where(run => run.Change != WordRun.Removed).Select(run => run.Text));
}

/// <summary>Why the text before this one was sent back.</summary>
public sealed record EarlierReturn(int Revision, int Round, string Comment, IReadOnlyList<string> Segments, Person By, DateTimeOffset At);
