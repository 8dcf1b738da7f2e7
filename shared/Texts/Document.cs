namespace Akorda.Texts;

/// <summary>One text in canonical form: everything that a reader of one language will see, and when. Approvals are given to the digest of its bytes.</summary>
public sealed record Document
{
    /// <summary>The form's version; this is form 1.</summary>
    public required int Format { get; init; }
    public required Guid EventId { get; init; }
    /// <summary>The event's public number.</summary>
    public required long Number { get; init; }
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
    /// <summary>All languages of the event, sorted: what a release together waits for.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    public required string Section { get; init; }
    public required string Rubric { get; init; }
    public required string? Place { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required string Title { get; init; }
    public required string? Lead { get; init; }
    /// <summary>Markdown of the profile (<see cref="Markdown"/>).</summary>
    public required string Body { get; init; }
    public required IReadOnlyList<DocumentMedia> Media { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    /// <summary><c>together</c> or <c>as-ready</c>.</summary>
    public required string ReleasePolicy { get; init; }
    public required string Urgency { get; init; }
    /// <summary>UTC; nothing of this text is public before it.</summary>
    public required DateTimeOffset? EmbargoUntil { get; init; }
    /// <summary>Ids of the channels of this language, sorted.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
    /// <summary>Hand-written texts by channel id; a channel without one uses its template.</summary>
    public required IReadOnlyDictionary<string, string> ChannelTexts { get; init; }

    /// <summary>The canonical form: members in fixed order, no white space, NFC; equal documents have equal bytes.</summary>
    public string Write() => throw new NotImplementedException();

    /// <summary>Reads a canonical document.</summary>
    /// <exception cref="InvalidDataException">It is not one of form 1, or not in canonical form: writing it again gives other bytes.</exception>
    public static Document Read(string canonical) => throw new NotImplementedException();
}

/// <summary>A photograph of a document.</summary>
public sealed record DocumentMedia
{
    public required Guid Id { get; init; }
    /// <summary>Of the re-encoded bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    public required string Alt { get; init; }
    public required string? Caption { get; init; }
    public required string? Credit { get; init; }
}
