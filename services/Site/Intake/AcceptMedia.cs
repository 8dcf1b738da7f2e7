using System.Security.Cryptography;
using System.Text;
using Akorda.Approvals;
using Akorda.Http;
using Akorda.Postgres;
using Akorda.Site.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SkiaSharp;

namespace Akorda.Site.Intake;

/// <summary>The Publisher pushes a photograph; the Site makes the sizes that readers get, and shows none before a release names it. Harmless to repeat.</summary>
public static class AcceptMedia
{
    /// <summary>The header with the photograph's SHA-256, lower-case hexadecimal.</summary>
    public const string DigestHeader = "Akorda-Media-Sha256";

    /// <summary>The type of the signature over <c>{id}:{sha256}</c>.</summary>
    public const string SignatureType = "media+jws";

    private const int MaxBody = 32 * 1024 * 1024;
    private const int MaxPixels = 100_000_000;
    private const int WebpQuality = 80;
    private const int JpegQuality = 88;
    private const int JpegWidth = 2400;

    private static readonly int[] Widths = [480, 960, 1600];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/media/{id:guid}", Handle)
        .WithName("AcceptMedia")
        .WithSummary("Keep a photograph for a release to come")
        .ExcludeFromDescription();

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, HttpRequest request, SiteSettings settings, [FromKeyedServices(SiteModule.Key)] NpgsqlDataSource db, CancellationToken ct)
    {
        var sha256 = request.Headers[DigestHeader].ToString();
        // The signature is over id and digest, so that it is checked before a byte of the body is read.
        if (!Jws.VerifyDetached(Encoding.UTF8.GetBytes($"{id:D}:{sha256}"), request.Headers[AcceptPublication.SignatureHeader].ToString(), SignatureType, settings.PublisherKeys))
            return SignedBody.Refusal();
        var body = await SignedBody.ReadAsync(request, MaxBody, ct);
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != sha256)
            return Problems.Of(422, "digest-differs", "The photograph is not accepted", "The body has another digest than the one that is signed.");
        if (await db.FindAsync("select sha256 from site.medium where medium_id = $1", [id], row => row.GetString(0), ct) is { } standing)
            return standing == sha256 ? TypedResults.NoContent() : Taken();
        if (MakeVariants(body) is not { } variants) return Problems.Of(422, "no-picture", "The photograph is not accepted", "The body is no picture that can be read.");
        return await WriteAsync(db, id, sha256, variants, ct) ? TypedResults.NoContent() : Taken();
    }

    private static ProblemHttpResult Taken() => Problems.Of(409, "media-differs", "The photograph is not accepted", "Other bytes are kept under this id.");

    private static async Task<bool> WriteAsync(NpgsqlDataSource db, Guid id, string sha256, IReadOnlyList<Made> variants, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync("insert into site.medium (medium_id, sha256) values ($1, $2) on conflict do nothing", [id, sha256], ct) == 0)
            return await connection.FindAsync("select sha256 from site.medium where medium_id = $1", [id], row => row.GetString(0), ct) == sha256;
        foreach (var made in variants)
            await connection.ExecuteAsync(
                "insert into site.variant (medium_id, name, content_type, width, height, bytes) values ($1, $2, $3, $4, $5, $6)",
                [id, made.Name, made.ContentType, made.Width, made.Height, made.Bytes], ct);
        var audit = Audit.Of("publisher", "media-received", $"{id:D}", $"sha256 {sha256}");
        await connection.ExecuteAsync(audit.Sql, audit.Args, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static List<Made>? MakeVariants(byte[] body)
    {
        using var data = SKData.CreateCopy(body);
        using var codec = SKCodec.Create(data);
        // A small file may unfold to a huge picture.
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels) return null;
        using var picture = SKBitmap.Decode(codec);
        if (picture is null) return null;
        var made = new List<Made>();
        // At least one size, and none larger than the photograph itself.
        foreach (var width in Widths.Where(width => width <= picture.Width).DefaultIfEmpty(picture.Width))
            made.Add(Make(picture, width, $"{width}.webp", "image/webp", SKEncodedImageFormat.Webp, WebpQuality));
        made.Add(Make(picture, Math.Min(picture.Width, JpegWidth), "full.jpg", "image/jpeg", SKEncodedImageFormat.Jpeg, JpegQuality));
        return made;
    }

    private static Made Make(SKBitmap picture, int width, string name, string contentType, SKEncodedImageFormat format, int quality)
    {
        var height = Math.Max(1, (int)Math.Round((double)picture.Height * width / picture.Width));
        using var sized = picture.Resize(new SKImageInfo(width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var encoded = sized.Encode(format, quality);
        return new Made(name, contentType, width, height, encoded.ToArray());
    }

    private sealed record Made(string Name, string ContentType, int Width, int Height, byte[] Bytes);
}
