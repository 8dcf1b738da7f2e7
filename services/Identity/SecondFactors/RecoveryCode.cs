using System.Security.Cryptography;
using System.Text;

namespace Akorda.Identity.SecondFactors;

/// <summary>A code on paper for the day when phone and passkeys are lost. The row is one that was not used yet.</summary>
public sealed class RecoveryCode
{
    private const int Groups = 4;
    private const int LettersOfGroup = 4;

    // Without letters and digits that look alike on paper; 79 bits, which nobody guesses by hashing.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public required Guid PersonId { get; init; }
    public required byte[] Digest { get; init; }

    /// <summary>Whether a text has the form of a recovery code.</summary>
    internal static bool IsOne(string text) => Plain(text).Length == Groups * LettersOfGroup;

    internal static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(Plain(text)));

    /// <summary>A random text in groups that a person can copy from a screen or from paper.</summary>
    internal static string Random() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, LettersOfGroup)));

    private static string Plain(string text) => new([.. text.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
