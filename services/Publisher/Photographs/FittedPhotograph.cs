using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace Akorda.Publisher.Photographs;

/// <summary>An approved photograph in the form that a network takes: JPEG, scaled down, with margins where its shape is not taken; nothing but pixels and its credit. Of the same bytes and limit it is always the same.</summary>
/// <param name="Alt">What is in it, in the post's language.</param>
public sealed record FittedPhotograph(Guid Id, byte[] Bytes, int Width, int Height, string Alt)
{
    /// <summary>The form of every one.</summary>
    public const string MediaType = "image/jpeg";

    /// <summary>Of the bytes and what is said of them, lower-case hexadecimal: what a network holds was told both.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData([.. Bytes, .. Encoding.UTF8.GetBytes(Alt)]));

    private const int MaxPixels = 100_000_000;

    // Below, a photograph looks worse than a smaller one.
    private static readonly int[] Qualities = [92, 85, 78, 70];
    private const double Smaller = 0.8;

    /// <summary>Fits a photograph.</summary>
    /// <exception cref="InvalidDataException">The bytes are no picture.</exception>
    public static FittedPhotograph Of(Guid id, byte[] original, string alt, string? credit, PictureLimit limit)
    {
        using var data = SKData.CreateCopy(original);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels) throw new InvalidDataException("The photograph cannot be read.");
        using var decoded = SKBitmap.Decode(codec) ?? throw new InvalidDataException("The photograph cannot be read.");
        using var picture = WithMargins(decoded, limit);
        var notice = credit is null ? [] : CreditNotice.Segment(credit);
        for (var scale = Math.Min(1, (double)limit.LongestSide / Math.Max(picture.Width, picture.Height)); ; scale *= Smaller)
        {
            var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
            using var sized = picture.Resize(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), new SKSamplingOptions(SKCubicResampler.Mitchell));
            foreach (var quality in Qualities)
            {
                using var encoded = sized.Encode(SKEncodedImageFormat.Jpeg, quality);
                if (encoded.Size + notice.Length <= limit.MostBytes) return new FittedPhotograph(id, CreditNotice.Insert(encoded.ToArray(), notice), width, height, alt);
            }
        }
    }

    // White, as paper: what is transparent is not black on the networks either.
    private static SKBitmap WithMargins(SKBitmap picture, PictureLimit limit)
    {
        var shape = (double)picture.Width / picture.Height;
        var width = shape < limit.Slimmest ? (int)Math.Ceiling(picture.Height * limit.Slimmest) : picture.Width;
        var height = shape > limit.Widest ? (int)Math.Ceiling(picture.Width / limit.Widest) : picture.Height;
        var sheet = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(SKColors.White);
        canvas.DrawBitmap(picture, (width - picture.Width) / 2f, (height - picture.Height) / 2f, new SKSamplingOptions(SKFilterMode.Nearest));
        return sheet;
    }
}
