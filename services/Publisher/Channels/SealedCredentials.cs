using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akorda.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>Credentials that were rotated while the product runs: in the database, encrypted with AES-256-GCM under a key that is not there. The newest wins over the channels file.</summary>
public sealed class SealedCredentials
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ShortestKey = 32;

    private readonly NpgsqlDataSource db;
    private readonly byte[]? key;

    /// <summary>Reads the key's file, <c>Publisher:CredentialsKeyFile</c>; without one nothing can be rotated.</summary>
    /// <exception cref="InvalidOperationException">The file holds less than 32 characters.</exception>
    public SealedCredentials([FromKeyedServices(PublisherModule.Key)] NpgsqlDataSource db, IConfiguration configuration)
    {
        this.db = db;
        if (configuration["Publisher:CredentialsKeyFile"] is not { Length: > 0 } file) return;
        var secret = File.ReadAllText(file).Trim();
        if (secret.Length < ShortestKey) throw new InvalidOperationException($"Publisher:CredentialsKeyFile: {file} must hold at least {ShortestKey} characters.");
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "akorda publisher credentials"u8.ToArray());
    }

    /// <summary>Whether there is a key.</summary>
    public bool CanKeep => key is not null;

    /// <summary>Which credentials hold now: 0 for those of the file, else a number that grows with every rotation.</summary>
    public async Task<long> VersionAsync(string channel, CancellationToken ct) =>
        await db.FindAsync("select version from publisher.credential where channel_id = $1", [channel], row => row.GetInt64(0), ct);

    /// <summary>The rotated credentials with their version; null where those of the file hold.</summary>
    /// <exception cref="CryptographicException">They were encrypted under another key, or for another channel.</exception>
    public async Task<(long Version, IReadOnlyDictionary<string, string> Credentials)?> FindAsync(string channel, CancellationToken ct)
    {
        var found = await db.FindAsync("select version, sealed from publisher.credential where channel_id = $1", [channel], row => new { Version = row.GetInt64(0), Sealed = row.GetFieldValue<byte[]>(1) }, ct);
        return found is null ? null : (found.Version, Open(channel, found.Sealed));
    }

    /// <summary>Encrypts credentials for one channel; for another they cannot be opened.</summary>
    public byte[] Seal(string channel, IReadOnlyDictionary<string, string> credentials)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(credentials);
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher();
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(channel));
        CryptographicOperations.ZeroMemory(plain);
        return sealedBytes;
    }

    private Dictionary<string, string> Open(string channel, byte[] sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = Cipher();
        aes.Decrypt(sealedBytes.AsSpan(0, NonceLength), sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), plain, Encoding.UTF8.GetBytes(channel));
        return JsonSerializer.Deserialize<Dictionary<string, string>>(plain) ?? throw new CryptographicException("The credentials are a JSON null.");
    }

    private AesGcm Cipher() => new(key ?? throw new CryptographicException("Publisher:CredentialsKeyFile is not set."), TagLength);
}
