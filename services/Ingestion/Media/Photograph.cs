using SkiaSharp;

namespace Akorda.Ingestion.Media;

/// <summary>An uploaded picture made harmless: upright, without a word of metadata, in one of three formats.</summary>
/// <param name="ContentType">As its own bytes tell, whatever the upload said.</param>
public sealed record Photograph(string ContentType, int Width, int Height, byte[] Bytes)
{
    /// <summary>Most pixels: a few kilobytes can claim to unfold into gigabytes.</summary>
    public const int MaxPixels = 64_000_000;

    private const int MaxSide = 16_000;
    private const int Quality = 92;

    /// <summary>The media type that the first bytes tell; null for what is no JPEG, PNG or WebP.</summary>
    public static string? ContentTypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };

    /// <summary>Decodes and encodes anew.</summary>
    /// <returns>The photograph, or why these bytes are none.</returns>
    public static (Photograph? Photograph, string? Fault) Read(byte[] bytes, string contentType)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null) return (null, "cannot be read as a picture");
        // The header is enough to refuse by; nothing is unfolded before.
        if (codec.Info.Width > MaxSide || codec.Info.Height > MaxSide || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return (null, $"must be at most {MaxSide} pixels on a side and {MaxPixels / 1_000_000} million in all");
        var opaque = contentType == "image/jpeg" || codec.Info.AlphaType == SKAlphaType.Opaque;
        // Every profile is turned into sRGB, which readers' screens assume where nothing is said.
        using var srgb = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, srgb);
        using var bitmap = new SKBitmap(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success) return (null, "is damaged or cut off");
        using var upright = Upright(bitmap, codec.EncodedOrigin);
        return (new Photograph(contentType, upright.Width, upright.Height, Encode(upright, contentType)), null);
    }

    private static byte[] Encode(SKBitmap bitmap, string contentType)
    {
        // Without a colour space the encoder writes no profile: pixels and nothing else.
        using var bare = new SKPixmap(bitmap.Info.WithColorSpace(null), bitmap.GetPixels());
        using var encoded = contentType switch
        {
            "image/jpeg" => bare.Encode(SKEncodedImageFormat.Jpeg, Quality),
            "image/png" => bare.Encode(SKEncodedImageFormat.Png, 100),
            _ => bare.Encode(SKEncodedImageFormat.Webp, Quality),
        };
        return encoded?.ToArray() ?? throw new InvalidOperationException($"A decoded picture cannot be encoded as {contentType}.");
    }

    // Cameras store what the sensor saw and note how it was held; the note goes with the metadata, so the pixels are turned.
    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft) return bitmap.Copy();
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = (bitmap.Width, bitmap.Height);
        var upright = new SKBitmap(bitmap.Info.WithSize(turned ? height : width, turned ? width : height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        });
        canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return upright;
    }
}
