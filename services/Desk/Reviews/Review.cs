using Akorda.Contracts;

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
    public ReviewedText? Text { get; init; }
    public ReviewedText? Source { get; init; }
    public IReadOnlyList<ChangedPart>? Difference { get; init; }
}

/// <summary>Everything that a document says; <c>Html</c> is its body as the Site will show it.</summary>
public sealed record ReviewedText(
    string Language, string Title, string? Lead, string? Place, string Body, string Html, string Section, string Rubric, DateOnly OccurredOn,
    IReadOnlyList<string> Topics, IReadOnlyList<ReviewedPhotograph> Media, IReadOnlyList<string> Languages, string ReleasePolicy, string Urgency,
    DateTimeOffset? EmbargoUntil, IReadOnlyList<string> Channels, IReadOnlyDictionary<string, string> ChannelTexts);

/// <summary>A photograph with its words in the text's language.</summary>
public sealed record ReviewedPhotograph(Guid Id, string Alt, string? Caption, string? Credit);

/// <summary>A part of a text as it changed since the last approval.</summary>
public sealed record ChangedPart(string? Segment, string Kind, IReadOnlyList<ChangedRun> Runs);

/// <summary>Words that were <c>kept</c>, <c>added</c> or <c>removed</c>.</summary>
public sealed record ChangedRun(string Change, string Text);
