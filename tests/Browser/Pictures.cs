using SkiaSharp;

namespace Akorda.Browser;

/// <summary>Photographs to upload.</summary>
internal static class Pictures
{
    /// <summary>A picture that no other test has.</summary>
    public static byte[] Hall()
    {
        using var bitmap = new SKBitmap(1200, 800);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(new SKColor((uint)Random.Shared.Next() | 0xff000000));
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }
}
