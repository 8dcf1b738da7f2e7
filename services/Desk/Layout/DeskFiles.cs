using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Akorda.Desk.Layout;

/// <summary>GET /assets/{version}/{file}: the style sheet and the scripts, from this assembly. The version is a digest of all of them, so a browser keeps each for good.</summary>
internal static class DeskFiles
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    private static readonly FrozenDictionary<string, byte[]> Files = Read();

    /// <summary>The digest of all files.</summary>
    public static readonly string Version = Convert.ToHexStringLower(SHA256.HashData([.. Files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => SHA256.HashData(file.Value))]))[..16];

    /// <summary>The address of a file.</summary>
    public static string Of(string file) => Files.ContainsKey(file) ? $"/assets/{Version}/{file}" : throw new ArgumentException($"There is no file {file}.", nameof(file));

    public static void Map(IEndpointRouteBuilder newsroom) =>
        newsroom.MapGet("/assets/{version}/{file}", Handle).AllowAnonymous().ExcludeFromDescription();

    private static IResult Handle(string version, string file, HttpResponse response)
    {
        if (version != Version || !Files.TryGetValue(file, out var bytes)) return TypedResults.NotFound();
        response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, Types[Path.GetExtension(file)]);
    }

    private static FrozenDictionary<string, byte[]> Read()
    {
        var assembly = typeof(DeskFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => Types.ContainsKey(Path.GetExtension(name))).ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;   // its name was read a moment ago
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        });
    }
}
