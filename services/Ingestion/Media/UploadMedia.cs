using System.Security.Cryptography;
using System.Text.Json;
using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Akorda.Ingestion.Media;

/// <summary>An editor uploads a photograph; what is kept is a picture made anew from its pixels.</summary>
public static class UploadMedia
{
    private const int MaxFile = 25 * 1024 * 1024;

    /// <summary>What was kept.</summary>
    public sealed record Answer(Guid Id, string ContentType, int Width, int Height, int Bytes);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/media", Handle)
        .RequireAuthorization(Roles.Editor)
        .WithName("UploadMedia")
        .WithSummary("Upload a photograph: JPEG, PNG or WebP up to 25 MiB, as the multipart field 'file'")
        .WithGroupName(IngestionModule.Key)
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxFile + UploadedFile.MaxAround))
        .Produces<Answer>(201)
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<IResult> Handle(
        HttpRequest http, CurrentUser user, [FromKeyedServices(IngestionModule.Key)] Outbox outbox, IOptions<JsonOptions> json, TimeProvider clock, CancellationToken ct)
    {
        var (file, refused) = await UploadedFile.ReadAsync(http, MaxFile, "A photograph is at most 25 MiB.", ct);
        if (file is null) return refused ?? throw new InvalidOperationException("Without a file there is a problem.");
        var (key, unusable) = IdempotencyKey.Read(http, user.Person.Id, () => SHA256.HashData(file.Bytes));
        if (unusable is not null) return unusable;

        if (Photograph.ContentTypeOf(file.Bytes) is not { } contentType)
            return Problems.Of(415, "unsupported-media-type", "The file is no JPEG, PNG or WebP picture");
        var (photograph, fault) = await NewMedia.UnfoldAsync(file.Bytes, contentType, ct);
        if (photograph is null) return UploadedFile.Invalid(fault ?? "cannot be read as a picture");

        await using var act = await outbox.BeginAsync(ct);
        if (key is not null && await key.FindAnswerAsync(act.Connection, ct) is { } earlier) return earlier;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await NewMedia.InsertAsync(act, id, photograph, user.Person, ct);
        var kept = new Answer(id, photograph.ContentType, photograph.Width, photograph.Height, photograph.Bytes.Length);
        var answer = new KeptAnswer(201, $"/api/media/{id}", null, JsonSerializer.Serialize(kept, json.Value.SerializerOptions));
        if (key is not null && !await key.KeepAsync(act.Connection, answer, ct))
            return await key.FindAnswerAsync(act.Connection, ct) ?? throw new InvalidOperationException("The answer of an idempotency key was forgotten while it was waited for.");
        await act.CommitAsync(ct);
        return answer;
    }
}
