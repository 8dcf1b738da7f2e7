using System.Security.Cryptography;
using System.Text;

namespace Akorda.Publisher.Channels;

/// <summary>What a request carries: the bytes, and what they are.</summary>
/// <param name="MediaType">A whole <c>Content-Type</c>; null for nothing.</param>
public sealed record RequestBody(byte[] Bytes, string? MediaType)
{
    /// <summary>Nothing; it is sent as a body all the same (see <see cref="SingleShotBody"/>).</summary>
    public static readonly RequestBody Empty = new([], null);

    /// <summary>A JSON text.</summary>
    public static RequestBody Json(string json) => new(Encoding.UTF8.GetBytes(json), "application/json; charset=utf-8");

    /// <summary>Fields of a form (<c>application/x-www-form-urlencoded</c>).</summary>
    public static RequestBody Form(IEnumerable<KeyValuePair<string, string>> fields) => new(
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))),
        "application/x-www-form-urlencoded; charset=utf-8");

    /// <summary>Fields and files of a form (<c>multipart/form-data</c>, RFC 7578). Of the same parts it is always the same bytes.</summary>
    public static RequestBody Multipart(IEnumerable<KeyValuePair<string, string>> fields, params IReadOnlyList<FormFile> files)
    {
        // No photograph contains the digest of all of them.
        var boundary = "akorda-" + Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(file => SHA256.HashData(file.Bytes))]))[..32];
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var (name, value) in fields) Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        foreach (var file in files)
        {
            Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"{file.Name}\"; filename=\"{file.Name}.jpg\"\r\nContent-Type: {file.MediaType}\r\n\r\n");
            body.Write(file.Bytes);
            Write("\r\n");
        }
        Write($"--{boundary}--\r\n");
        return new RequestBody(body.ToArray(), "multipart/form-data; boundary=" + boundary);
    }
}

/// <summary>A file of a form.</summary>
public sealed record FormFile(string Name, byte[] Bytes, string MediaType);
