using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Akorda.Approvals;

/// <summary>Compact JSON Web Signatures (RFC 7515) with ES256 (RFC 7518) and nothing else: the algorithm is ours to say, never the token's.</summary>
public static class Jws
{
    /// <summary>Signs a payload.</summary>
    /// <param name="payload">The bytes that are signed, exactly.</param>
    /// <param name="type">What kind of statement this is (<c>typ</c>); a signature of one kind is never taken for another.</param>
    /// <param name="key">A P-256 key with its private part.</param>
    public static string Sign(ReadOnlySpan<byte> payload, string type, SigningKey key)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "ES256", ["kid"] = key.Id, ["typ"] = type });
        var signed = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(payload);
        var signature = key.Private.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    /// <summary>Signs bytes that travel beside the signature (RFC 7515, appendix F).</summary>
    public static string SignDetached(ReadOnlySpan<byte> payload, string type, SigningKey key)
    {
        var parts = Sign(payload, type, key).Split('.');
        return $"{parts[0]}..{parts[2]}";
    }

    /// <summary>Checks a signature and answers its payload.</summary>
    /// <returns>The signed bytes; null when the token is malformed, of another kind, by an unknown key, or not what was signed.</returns>
    public static byte[]? Verify(string token, string type, PublicKeys keys)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            var root = header.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || root.EnumerateObject().Count() != 3
                || Member(root, "alg") != "ES256" || Member(root, "typ") != type
                || Member(root, "kid") is not { } kid || keys.Find(kid) is not { } key) return null;
            var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            return key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                ? Base64Url.DecodeFromChars(parts[1])
                : null;
        }
        // InvalidOperationException: a header's text that is no UTF-8.
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Checks a detached signature over these bytes.</summary>
    public static bool VerifyDetached(ReadOnlySpan<byte> payload, string token, string type, PublicKeys keys)
    {
        var parts = token.Split('.');
        return parts is [_, "", _] && Verify($"{parts[0]}.{Base64Url.EncodeToString(payload)}.{parts[2]}", type, keys) is not null;
    }

    private static string? Member(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
