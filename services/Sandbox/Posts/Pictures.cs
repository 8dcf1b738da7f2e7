using System.Security.Cryptography;

namespace Akorda.Sandbox.Posts;

/// <summary>The photographs that were brought to the networks, by their digest, so that the wall can show them.</summary>
public sealed class Pictures
{
    private static readonly byte[][] Beginnings = [[0xFF, 0xD8, 0xFF], [0x89, (byte)'P', (byte)'N', (byte)'G'], "GIF8"u8.ToArray(), "RIFF"u8.ToArray()];
    private readonly string folder;

    public Pictures(string folder) => this.folder = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;

    /// <summary>Whether bytes begin as a picture does that the networks take.</summary>
    public static bool IsPicture(byte[]? bytes) => bytes is not null && Beginnings.Any(beginning => bytes.AsSpan().StartsWith(beginning));

    /// <summary>Keeps a picture and answers its name.</summary>
    public string Keep(byte[] bytes)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var path = Path.Combine(folder, name);
        if (File.Exists(path)) return name;
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        File.WriteAllBytes(draft, bytes);
        File.Move(draft, path, overwrite: true);
        return name;
    }

    /// <summary>A picture's bytes; null where there is none of this name.</summary>
    public byte[]? Find(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower) && Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;
}
