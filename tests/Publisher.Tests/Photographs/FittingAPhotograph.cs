using System.Text;
using Akorda.Publisher.Photographs;
using SkiaSharp;

namespace Akorda.Publisher.Tests.Photographs;

public sealed class FittingAPhotograph
{
    private static readonly PictureLimit Small = new(4, 800, 60_000);

    [Fact]
    public void A_photograph_becomes_a_jpeg_no_larger_than_the_network_takes()
    {
        var fitted = Fit(A.Photograph(1600, 1200), Small);
        using var codec = SKCodec.Create(SKData.CreateCopy(fitted.Bytes));
        Assert.Equal(SKEncodedImageFormat.Jpeg, codec.EncodedFormat);
        Assert.Equal((fitted.Width, fitted.Height), (codec.Info.Width, codec.Info.Height));
        Assert.InRange(Math.Max(fitted.Width, fitted.Height), 1, 800);
        Assert.InRange(fitted.Bytes.Length, 1, 60_000);
        Assert.Equal(4.0 / 3, (double)fitted.Width / fitted.Height, 0.01);
    }

    [Fact]
    public void A_small_one_keeps_its_size() => Assert.Equal((40, 30), Fit(A.Photograph(40, 30), Small) is var fitted ? (fitted.Width, fitted.Height) : default);

    [Theory]
    [InlineData(400, 1000)]
    [InlineData(1000, 200)]
    public void A_shape_that_the_network_does_not_take_gets_margins_and_loses_nothing(int width, int height)
    {
        var fitted = Fit(A.Photograph(width, height), new PictureLimit(1, 2000, 1_000_000) { Slimmest = 0.8, Widest = 1.91 });
        Assert.InRange((double)fitted.Width / fitted.Height, 0.795, 1.92);
        Assert.True(fitted.Width >= width && fitted.Height >= height);
        using var picture = SKBitmap.Decode(fitted.Bytes);
        Assert.InRange(picture.GetPixel(1, 1).Red, 245, 255);   // paper
    }

    [Fact]
    public void Of_its_metadata_only_the_credit_stays()
    {
        var original = A.Photograph(64, 48);
        // A camera's note of the place, as EXIF has it.
        byte[] exif = [0xFF, 0xE1, 0x00, 0x16, .. "Exif\0\0GPS 51.1 N 71 E"u8[..20]];
        var fitted = FittedPhotograph.Of(Guid.Empty, [.. original[..2], .. exif, .. original[2..]], "", "Ақорда / Н. <Әбіш>", Small);
        var text = Encoding.UTF8.GetString(fitted.Bytes);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.Contains("photoshop:Credit=\"Ақорда / Н. &lt;Әбіш&gt;\"", text, StringComparison.Ordinal);
        Assert.Contains("<rdf:li>Ақорда / Н. &lt;Әбіш&gt;</rdf:li>", text, StringComparison.Ordinal);
        using var picture = SKBitmap.Decode(fitted.Bytes);
        Assert.Equal(64, picture.Width);
        Assert.DoesNotContain("xpacket", Encoding.UTF8.GetString(Fit(original, Small).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_photograph_is_always_the_same_bytes_and_its_description_tells_two_apart()
    {
        var original = A.Photograph(1600, 1200);
        Assert.Equal(Fit(original, Small).Digest, Fit(original, Small).Digest);
        Assert.NotEqual(Fit(original, Small).Digest, (Fit(original, Small) with { Alt = "Зал" }).Digest);
    }

    [Fact]
    public void What_is_no_picture_is_refused() => Assert.Throws<InvalidDataException>(() => Fit("not a picture"u8.ToArray(), Small));

    private static FittedPhotograph Fit(byte[] original, PictureLimit limit) => FittedPhotograph.Of(Guid.Empty, original, "", null, limit);
}
