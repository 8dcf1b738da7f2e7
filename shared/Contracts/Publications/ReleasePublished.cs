namespace Akorda.Contracts.Publications;

/// <summary>The Site shows a release. Sent by the Publisher; read by Ingestion.</summary>
public sealed record ReleasePublished
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required int Revision { get; init; }
    /// <summary>The instant at which the Site switched, by the Site's database clock.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }
    public required IReadOnlyList<ReleasedText> Texts { get; init; }
}

/// <summary>One language of a release.</summary>
public sealed record ReleasedText
{
    public required string Language { get; init; }
    /// <summary>The page's canonical address, absolute.</summary>
    public required string Url { get; init; }
}
