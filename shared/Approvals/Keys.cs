using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Akorda.Approvals;

/// <summary>A P-256 key pair of one service, named by its thumbprint (RFC 7638).</summary>
public sealed class SigningKey : IDisposable
{
    private SigningKey(ECDsa key) => (Private, Id) = (key, PublicKeys.Thumbprint(key));

    /// <summary>The thumbprint of the public part.</summary>
    public string Id { get; }

    internal ECDsa Private { get; }

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a key from a PEM file (PKCS #8).</summary>
    public static SigningKey Load(string file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new SigningKey(key);
    }

    /// <summary>Writes the key to a PEM file that only its owner can read.</summary>
    public void Save(string file)
    {
        File.WriteAllText(file + ".new", Private.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(file + ".new", file);
    }

    public void Dispose() => Private.Dispose();
}

/// <summary>Public keys of one signer, old ones included: what they signed stays valid.</summary>
public sealed class PublicKeys
{
    private readonly Dictionary<string, ECDsa> keys;

    private PublicKeys(Dictionary<string, ECDsa> keys) => this.keys = keys;

    /// <summary>The public part of one key.</summary>
    public static PublicKeys Of(SigningKey key)
    {
        var only = ECDsa.Create(key.Private.ExportParameters(includePrivateParameters: false));
        return new PublicKeys(new() { [key.Id] = only });
    }

    /// <summary>Reads the keys of one signer from a file of key sets: <c>{ "review": { "keys": [ JWK … ] }, "publisher": … }</c> (RFC 7517).</summary>
    /// <exception cref="InvalidDataException">The file has no such signer, or a key that is no P-256 key.</exception>
    public static PublicKeys Load(string file, string signer)
    {
        try
        {
            using var sets = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!sets.RootElement.TryGetProperty(signer, out var set)) throw new InvalidDataException($"{file} has no keys of '{signer}'.");
            // The name is computed, not believed.
            var keys = set.GetProperty("keys").EnumerateArray().Select(jwk => Read(jwk) ?? throw new InvalidDataException($"{file}: a key of '{signer}' is no P-256 key.")).ToDictionary(Thumbprint);
            return keys.Count > 0 ? new PublicKeys(keys) : throw new InvalidDataException($"{file} has no keys of '{signer}'.");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{file} holds no key sets: {e.Message}", e);
        }
    }

    private static ECDsa? Read(JsonElement jwk) => jwk.GetProperty("kty").GetString() == "EC" && jwk.GetProperty("crv").GetString() == "P-256"
        ? ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()) },
        })
        : null;

    internal ECDsa? Find(string id) => keys.GetValueOrDefault(id);

    internal IEnumerable<object> ToJwks() => keys.Select(key =>
    {
        var point = key.Value.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", crv = "P-256", kid = key.Key, alg = "ES256", use = "sig", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
    });

    internal static string Thumbprint(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(canonical)));
    }
}

/// <summary>The key files of one machine: each signer's private key, and one file with everybody's public keys.</summary>
public static class KeyFolder
{
    /// <summary>The signers of the product: Review signs approvals, the Publisher signs what it pushes to the Site.</summary>
    public static readonly IReadOnlyList<string> Signers = ["review", "publisher"];

    /// <summary>Makes what is missing; a key that is there stays.</summary>
    /// <returns>The file of public keys.</returns>
    public static string Provide(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var sets = new Dictionary<string, object>();
        foreach (var signer in Signers)
        {
            var file = PrivateKeyFile(folder, signer);
            if (!File.Exists(file))
            {
                using var made = SigningKey.Create();
                made.Save(file);
            }
            using var key = SigningKey.Load(file);
            sets[signer] = new { keys = PublicKeys.Of(key).ToJwks().ToList() };
        }
        var publicKeys = Path.Combine(folder, "public.json");
        // Written once: a person who adds an old key to it must not lose it at the next start.
        if (!File.Exists(publicKeys)) File.WriteAllBytes(publicKeys, JsonSerializer.SerializeToUtf8Bytes(sets));
        return publicKeys;
    }

    /// <summary>Where a signer's private key is.</summary>
    public static string PrivateKeyFile(string folder, string signer) => Path.Combine(folder, signer + ".pem");
}
