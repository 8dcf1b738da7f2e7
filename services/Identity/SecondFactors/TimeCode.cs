using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Akorda.Identity.SecondFactors;

/// <summary>The six digits that an app shows for half a minute (RFC 6238 with its defaults, which is all that the common apps understand).</summary>
internal static class TimeCode
{
    private const int StepSeconds = 30;
    private const int KeyBytes = 20;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A key for an app.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The step of a code that fits and is newer than the last one taken; null when there is none. A clock may be half a minute off, either way.</summary>
    /// <remarks>The framework's own provider does not say which step a code belongs to, so it could not refuse one that was used.</remarks>
    public static long? StepOf(byte[] key, string code, long? last, DateTimeOffset now)
    {
        var given = Encoding.ASCII.GetBytes(code);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current - 1; step <= current + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Of(key, step))) && (last is null || step > last)) return step;
        return null;
    }

    /// <summary>The code of one step.</summary>
    public static string Of(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // SHA-1 is what RFC 6238 and the apps use; as HMAC it is not broken.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>A key as a person types it, in groups of four.</summary>
    public static string InWords(byte[] key) => string.Join(' ', Encode(key).Chunk(4).Select(group => new string(group)));

    /// <summary>What the picture says to an app.</summary>
    public static string AddressOf(byte[] key, string newsroom, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString(newsroom)}:{Uri.EscapeDataString(userName)}?secret={Encode(key)}&issuer={Uri.EscapeDataString(newsroom)}";

    // 20 bytes are 32 letters: nothing is left over that would need padding.
    private static string Encode(byte[] key) => string.Create(key.Length * 8 / 5, key, (letters, bytes) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            letters[i] = Base32[(pair >> (11 - bit % 8)) & 31];
        }
    });
}
