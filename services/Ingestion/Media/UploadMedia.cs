using System.Security.Cryptography;
using System.Text.Json;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Akorda.Ingestion.Media;

/// <summary>An editor uploads a photograph; what is kept is a picture made anew from its pixels.</summary>
public static class UploadMedia
{
    private const int MaxFile = 25 * 1024 * 1024;
    private const int MaxAround = 64 * 1024;
    private const int MaxBoundary = 200;

    // One picture unfolds into a quarter of a gigabyte: they take turns.
    private static readonly SemaphoreSlim Unfolding = new(1);

    /// <summary>What was kept.</summary>
    public sealed record Answer(Guid Id, string ContentType, int Width, int Height, int Bytes);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/media", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("UploadMedia")
        .WithSummary("Upload a photograph: JPEG, PNG or WebP up to 25 MiB, as the multipart field 'file'")
        .WithGroupName(IngestionModule.Key)
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxFile + MaxAround))
        .Produces<Answer>(201)
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<IResult> Handle(
        HttpRequest http, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] Outbox outbox, IOptions<JsonOptions> json, TimeProvider clock, CancellationToken ct)
    {
        var (file, refused) = await ReadFileAsync(http, ct);
        if (file is null) return refused ?? throw new InvalidOperationException("Without a file there is a problem.");
        var (key, unusable) = IdempotencyKey.Read(http, user.Person.Id, () => SHA256.HashData(file));
        if (unusable is not null) return unusable;

        if (Photograph.ContentTypeOf(file) is not { } contentType)
            return Problems.Of(415, "unsupported-media-type", "The file is no JPEG, PNG or WebP picture");
        var (photograph, fault) = await UnfoldAsync(file, contentType, ct);
        if (photograph is null) return Invalid(fault ?? "cannot be read as a picture");

        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await act.ExecuteAsync(
            InsertSql,
            [id, photograph.ContentType, photograph.Width, photograph.Height, Convert.ToHexStringLower(SHA256.HashData(photograph.Bytes)), photograph.Bytes, Json.Parameter(user.Person)], ct);
        var kept = new Answer(id, photograph.ContentType, photograph.Width, photograph.Height, photograph.Bytes.Length);
        var answer = new KeptAnswer(201, $"/api/media/{id}", null, JsonSerializer.Serialize(kept, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");
        act.Record(user.Person.Id, "media-uploaded", id.ToString());
        await act.CommitAsync(ct);
        return answer;
    }

    private static async Task<(Photograph? Photograph, string? Fault)> UnfoldAsync(byte[] file, string contentType, CancellationToken ct)
    {
        await Unfolding.WaitAsync(ct);
        try
        {
            return Photograph.Read(file, contentType);
        }
        finally
        {
            Unfolding.Release();
        }
    }

    private static async Task<(byte[]? File, IResult? Problem)> ReadFileAsync(HttpRequest http, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (null, Problems.Of(415, "unsupported-media-type", "Send multipart/form-data with the field 'file'"));
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= MaxBoundary }) return (null, Malformed("The multipart boundary is missing or too long."));
        try
        {
            var reader = new MultipartReader(boundary, http.Body) { BodyLengthLimit = MaxFile, HeadersLengthLimit = MaxAround / 4 };
            if (await reader.ReadNextSectionAsync(ct) is not { } section || !IsFile(section)) return (null, Malformed("The body must have one part, the file in the field 'file'."));
            using var file = new MemoryStream();
            await section.Body.CopyToAsync(file, ct);
            if (await reader.ReadNextSectionAsync(ct) is not null) return (null, Malformed("The body must have one part, the file in the field 'file'."));
            return (file.ToArray(), null);
        }
        catch (InvalidDataException e) when (e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.Of(413, "too-large", "The file is too large", "A photograph is at most 25 MiB."));
        }
        // What breaks off or is no multipart body at all.
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            return (null, Malformed("The multipart body cannot be read."));
        }
    }

    private static bool IsFile(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
        && disposition.IsFileDisposition()
        && HeaderUtilities.RemoveQuotes(disposition.Name) == "file";

    private static ProblemHttpResult Malformed(string detail) => Problems.Of(400, "malformed", "The request cannot be read", detail);

    private static ProblemHttpResult Invalid(string fault)
    {
        var faults = new Faults();
        faults.Add("$.file", fault);
        return Problems.Invalid(faults);
    }

    private const string InsertSql =
        """
        insert into ingestion.media (media_id, content_type, width, height, sha256, bytes, uploaded_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;
}
