namespace Akorda.Contracts.Drafts;

/// <summary>An editor submitted a revision; it supersedes what lower revisions have under way. Sent by Ingestion; read by Translation, Review, Publisher, Ingestion.</summary>
public sealed record DraftSubmitted
{
    public required Guid EventId { get; init; }
    /// <summary>The public number, given when the draft was created.</summary>
    public required long Number { get; init; }
    public required int Revision { get; init; }
    /// <summary>BCP 47 language of the source text.</summary>
    public required string Language { get; init; }
    /// <summary>The source text's canonical document, exactly the bytes (UTF-8) that its digest is taken over.</summary>
    public required string Document { get; init; }
    /// <summary>Everyone who saved a revision since the last approved one; none of them may approve this text.</summary>
    public required IReadOnlyList<Person> Writers { get; init; }
    public required Person SubmittedBy { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required string Urgency { get; init; }
    /// <summary>The other languages of the event, each with what its document holds beside the translated words.</summary>
    public required IReadOnlyList<TargetLanguage> Targets { get; init; }
}

/// <summary>A language that the event is translated into.</summary>
public sealed record TargetLanguage
{
    public required string Language { get; init; }
    /// <summary>Ids of the channels of this language that the event is posted to.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
    /// <summary>Hand-written channel texts by channel id.</summary>
    public required IReadOnlyDictionary<string, string> ChannelTexts { get; init; }
}
