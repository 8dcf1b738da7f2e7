using Akorda.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Akorda.Ingestion.Media;

/// <summary>The one file of a multipart body, in the field <c>file</c>.</summary>
/// <param name="Name">As the sender calls it; null when it is not called anything.</param>
internal sealed record UploadedFile(byte[] Bytes, string? Name)
{
    /// <summary>What a body may hold around its file.</summary>
    public const int MaxAround = 64 * 1024;

    private const int MaxBoundary = 200;

    /// <summary>Reads the body.</summary>
    /// <param name="most">How large the file may be.</param>
    /// <param name="tooLarge">What is said of a larger one.</param>
    /// <returns>The file, or why there is none.</returns>
    public static async Task<(UploadedFile? File, IResult? Problem)> ReadAsync(HttpRequest http, int most, string tooLarge, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (null, Problems.Of(415, "unsupported-media-type", "Send multipart/form-data with the field 'file'"));
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= MaxBoundary }) return (null, Malformed("The multipart boundary is missing or too long."));
        try
        {
            var reader = new MultipartReader(boundary, http.Body) { BodyLengthLimit = most, HeadersLengthLimit = MaxAround / 4 };
            if (await reader.ReadNextSectionAsync(ct) is not { } section || NameOf(section) is not { } name) return (null, Malformed("The body must have one part, the file in the field 'file'."));
            using var file = new MemoryStream();
            await section.Body.CopyToAsync(file, ct);
            if (await reader.ReadNextSectionAsync(ct) is not null) return (null, Malformed("The body must have one part, the file in the field 'file'."));
            return (new UploadedFile(file.ToArray(), name.Length == 0 ? null : name), null);
        }
        catch (InvalidDataException e) when (e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.Of(413, "too-large", "The file is too large", tooLarge));
        }
        // What breaks off or is no multipart body at all.
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            return (null, Malformed("The multipart body cannot be read."));
        }
    }

    /// <summary>422: the file itself is at fault.</summary>
    public static ProblemHttpResult Invalid(string fault)
    {
        var faults = new Faults();
        faults.Add("$.file", fault);
        return Problems.Invalid(faults);
    }

    private static string? NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
        && disposition.IsFileDisposition()
        && HeaderUtilities.RemoveQuotes(disposition.Name) == "file"
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? ""
            : null;

    private static ProblemHttpResult Malformed(string detail) => Problems.Of(400, "malformed", "The request cannot be read", detail);
}
