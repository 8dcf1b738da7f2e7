namespace Akorda.Contracts.Site;

/// <summary>What the Publisher pushes to the Site's private listener: the whole public state of one event, all languages at once. Not a bus message: an HTTP body, signed by the Publisher's key.</summary>
public sealed record PublicationPush
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    /// <summary>Grows with every push of this event; the Site accepts and ignores an older one.</summary>
    public required long Version { get; init; }
    public required int Revision { get; init; }
    /// <summary>True when the event is taken back: its pages become a notice with status 410.</summary>
    public required bool Withdrawn { get; init; }
    /// <summary>The languages that are public from this push on; kept (for addresses and feeds) when withdrawn.</summary>
    public required IReadOnlyList<PublicText> Texts { get; init; }
}

/// <summary>One language of a pushed publication, with the proof that it was approved.</summary>
public sealed record PublicText
{
    public required string Language { get; init; }
    /// <summary>The part of the page's address before the number.</summary>
    public required string Slug { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    /// <summary>The approved document, exactly the bytes (UTF-8) that the digest is taken over.</summary>
    public required string Document { get; init; }
    /// <summary>The approval as Review signed it: a compact JWS.</summary>
    public required string Approval { get; init; }
}

/// <summary>The Site's answer to a push.</summary>
public sealed record PublicationAccepted
{
    /// <summary>The version that the Site shows now: the pushed one, or a newer one.</summary>
    public required long Version { get; init; }
    /// <summary>When this version became visible, by the Site's database clock; the same for every repetition.</summary>
    public required DateTimeOffset VisibleAt { get; init; }
}
