using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Akorda.Sandbox.Calls;

/// <summary>A multipart form, taken apart (RFC 7578).</summary>
public static class FormParts
{
    /// <summary>Whether a call carries one.</summary>
    public static bool AreIn(string? contentType) => contentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The fields, and the files by the names of their fields.</summary>
    public static async Task<(Dictionary<string, string> Fields, Dictionary<string, byte[]> Files)> ReadAsync(byte[] body, string contentType)
    {
        var (fields, files) = (new Dictionary<string, string>(), new Dictionary<string, byte[]>());
        if (HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).Value is not { Length: > 0 } boundary) return (fields, files);
        var reader = new MultipartReader(boundary, new MemoryStream(body));
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            using var part = new MemoryStream();
            await section.Body.CopyToAsync(part);
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (disposition.IsFileDisposition()) files[name] = part.ToArray();
            else fields[name] = Encoding.UTF8.GetString(part.ToArray());
        }
        return (fields, files);
    }
}
