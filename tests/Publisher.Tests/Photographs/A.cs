using SkiaSharp;

namespace Akorda.Publisher.Tests.Photographs;

/// <summary>Photographs for tests.</summary>
internal static class A
{
    /// <summary>A JPEG of this size, busy enough to have some weight; of the same number always the same.</summary>
    public static byte[] Photograph(int width, int height, int number = 0)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.DarkSlateBlue);
        var random = new Random(number);
        using var paint = new SKPaint();
        for (var spot = 0; spot < 400; spot++)
        {
            paint.Color = new SKColor((uint)random.Next() | 0xff000000);
            canvas.DrawRect(random.Next(width), random.Next(height), 12, 12, paint);
        }
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }
}
