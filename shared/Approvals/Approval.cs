using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akorda.Approvals;

/// <summary>What Review signs: this person approved exactly this text.</summary>
public sealed record Approval
{
    /// <summary>The JWS type of a signed approval.</summary>
    public const string Type = "approval+jws";

    public required Guid EventId { get; init; }
    public required string Language { get; init; }
    public required int Revision { get; init; }
    public required int Round { get; init; }
    /// <summary>SHA-256 of the document's bytes, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }
    /// <summary>Ids of everyone who wrote the text.</summary>
    public required IReadOnlyList<string> Writers { get; init; }
    /// <summary>Id of the person who approved it; never one of the writers.</summary>
    public required string Approver { get; init; }
    public required DateTimeOffset ApprovedAt { get; init; }
    /// <summary>Where the same digest was approved first; null for an approval that a person gave to this very revision.</summary>
    public required CarriedApproval? CarriedFrom { get; init; }

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Signs this approval with Review's key.</summary>
    public string Sign(SigningKey key) => Jws.Sign(JsonSerializer.SerializeToUtf8Bytes(this, Form), Type, key);

    /// <summary>Reads a signed approval.</summary>
    /// <returns>The approval; null when the signature is not Review's or the content is no approval.</returns>
    public static Approval? Verify(string token, PublicKeys review)
    {
        try
        {
            return Jws.Verify(token, Type, review) is { } payload ? JsonSerializer.Deserialize<Approval>(payload, Form) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why this approval does not allow this text to be published; null when it does.</summary>
    /// <param name="document">The text's canonical document.</param>
    public string? RefusalFor(Guid eventId, string language, int revision, int round, string document)
    {
        if (EventId != eventId) return "the approval is for another event";
        if (Language != language) return "the approval is for another language";
        if (Revision != revision || Round != round) return "the approval is for another revision";
        if (Digest != DigestOf(document)) return "the approval is for other words";
        if (Writers.Count == 0) return "the approval names no writers";
        if (Writers.Contains(Approver, StringComparer.Ordinal)) return "the approver wrote the text";
        return null;
    }

    /// <summary>The digest of a document: SHA-256 of its UTF-8 bytes, lower-case hexadecimal.</summary>
    public static string DigestOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}

/// <summary>The approval that a carried one repeats.</summary>
/// <param name="Revision">The revision to which a person gave it.</param>
/// <param name="Round">The round of that revision.</param>
public sealed record CarriedApproval(int Revision, int Round);
