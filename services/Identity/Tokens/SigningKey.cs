using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Akorda.Identity.Tokens;

/// <summary>The private key of the tokens: made at the first start, kept in one file that only we may read.</summary>
internal static class SigningKey
{
    /// <summary>Reads the key, or makes it.</summary>
    public static ECDsaSecurityKey Load(string file)
    {
        if (!File.Exists(file)) Make(file);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new ECDsaSecurityKey(key);
    }

    /// <summary>The key that codes and refresh tokens are encrypted with. Derived, so that there is one secret to keep, and every process has the same.</summary>
    public static SymmetricSecurityKey DeriveEncryptionKey(ECDsaSecurityKey key) => new(HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key.ECDsa.ExportParameters(includePrivateParameters: true).D ?? throw new InvalidOperationException("The signing key is not a private key."),
        outputLength: 32, info: "akorda identity: codes and refresh tokens"u8.ToArray()));

    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);   // a file has a folder
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(made, options)) writer.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was first; its key is everybody's.
            File.Delete(made);
        }
    }
}
