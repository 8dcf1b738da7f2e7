namespace Akorda.Contracts.Reviews;

/// <summary>A reviewer approved exactly this document. Sent by Review; read by Publisher (which believes only <see cref="Approval"/>), Translation (memory), Ingestion.</summary>
public sealed record TextApproved
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string SourceLanguage { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    /// <summary>The approved document, exactly the bytes (UTF-8) that the digest is taken over.</summary>
    public required string Document { get; init; }
    /// <summary>SHA-256 of the document, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }
    public required IReadOnlyList<Person> Writers { get; init; }
    public required Person Approver { get; init; }
    public required DateTimeOffset ApprovedAt { get; init; }
    /// <summary>The signed approval: a compact JWS (RFC 7515), ES256, by Review's key.</summary>
    public required string Approval { get; init; }
    /// <summary>True when the digest had been approved before and Review carried that approval over to this revision.</summary>
    public required bool Carried { get; init; }
    public required string Urgency { get; init; }
}
