using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Identity.Tests;

/// <summary>A passkey in software (WebAuthn, attestation "none", ES256), with every property that a forger would like to change.</summary>
internal sealed class Authenticator(string origin) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string? userHandle;

    /// <summary>The page that the browser says it is on.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>The domain that the passkey was made for; else the one that is asked for.</summary>
    public string? Domain { get; set; }

    /// <summary>Whether the device asked for finger or PIN.</summary>
    public bool VerifiesPerson { get; set; } = true;

    public uint Count { get; set; }

    /// <summary>Those that people's devices share count nothing.</summary>
    public bool Counts { get; set; } = true;

    public void Dispose() => key.Dispose();

    /// <summary><c>navigator.credentials.create()</c>.</summary>
    public string Create(string options)
    {
        var asked = JsonNode.Parse(options)!;
        userHandle = (string)asked["user"]!["id"]!;
        var client = ClientData("webauthn.create", asked);
        var statement = new CborWriter(CborConformanceMode.Ctap2Canonical);
        statement.WriteStartMap(3);
        statement.WriteTextString("fmt");
        statement.WriteTextString("none");
        statement.WriteTextString("attStmt");
        statement.WriteStartMap(0);
        statement.WriteEndMap();
        statement.WriteTextString("authData");
        statement.WriteByteString(AuthenticatorData(Domain ?? (string)asked["rp"]!["id"]!, isNew: true));
        statement.WriteEndMap();
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = WebEncoders.Base64UrlEncode(client),
            ["attestationObject"] = WebEncoders.Base64UrlEncode(statement.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary><c>navigator.credentials.get()</c>.</summary>
    public string Get(string options)
    {
        var asked = JsonNode.Parse(options)!;
        if (Counts) Count++;
        var client = ClientData("webauthn.get", asked);
        var data = AuthenticatorData(Domain ?? (string)asked["rpId"]!, isNew: false);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = WebEncoders.Base64UrlEncode(client),
            ["authenticatorData"] = WebEncoders.Base64UrlEncode(data),
            ["signature"] = WebEncoders.Base64UrlEncode(key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = userHandle,
        });
    }

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = WebEncoders.Base64UrlEncode(id),
        ["rawId"] = WebEncoders.Base64UrlEncode(id),
        ["type"] = "public-key",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
        ["authenticatorAttachment"] = "platform",
    }.ToJsonString();

    private byte[] ClientData(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)asked["challenge"]!, origin = Origin, crossOrigin = false });

    private byte[] AuthenticatorData(string domain, bool isNew)
    {
        const byte Present = 0x01, Verified = 0x04, HasCredential = 0x40;
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        var flags = (byte)(Present | (VerifiesPerson ? Verified : 0) | (isNew ? HasCredential : 0));
        byte[] head = [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), flags, .. count];
        return isNew ? [.. head, .. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()] : head;
    }

    // COSE: kty EC2, alg ES256, crv P-256, x, y.
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in ((int, int)[])[(1, 2), (3, -7), (-1, 1)])
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }
        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return cose.Encode();
    }
}
