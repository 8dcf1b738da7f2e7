using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Akorda.Identity.SecondFactors;

/// <summary>Keys of codes are encrypted with the keys of cookies: who has only the database can make no code.</summary>
internal sealed class CodeKeys(IDataProtectionProvider protection)
{
    private static readonly TimeSpan OfferedFor = TimeSpan.FromMinutes(30);

    private readonly IDataProtector kept = protection.CreateProtector("akorda codes: key");
    private readonly ITimeLimitedDataProtector offered = protection.CreateProtector("akorda codes: offer").ToTimeLimitedDataProtector();

    /// <summary>A key in the form in which it is kept.</summary>
    public string Keep(byte[] key) => kept.Protect(Convert.ToBase64String(key));

    /// <summary>A kept key; null where it was encrypted with keys that are gone, so that no code fits any more.</summary>
    public byte[]? Read(string? key) => Open(key, text => Convert.FromBase64String(kept.Unprotect(text)));

    /// <summary>A key that a person was shown travels with the form: nothing is kept until a code proves that their app has it.</summary>
    public string Offer(Guid person, byte[] key) => offered.Protect($"{person:N}{Convert.ToBase64String(key)}", OfferedFor);

    /// <summary>The key that this person was shown; null for anything else.</summary>
    public byte[]? TakeUp(Guid person, string? offer) => Open(offer, text =>
        offered.Unprotect(text) is var plain && plain.StartsWith(person.ToString("N"), StringComparison.Ordinal) ? Convert.FromBase64String(plain[32..]) : null);

    private static byte[]? Open(string? text, Func<string, byte[]?> open)
    {
        try
        {
            return text is null ? null : open(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
