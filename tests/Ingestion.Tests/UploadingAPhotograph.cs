using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SkiaSharp;

namespace Akorda.Ingestion.Tests;

public sealed class UploadingAPhotograph(Newsroom newsroom)
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Keeps_its_pixels_in_its_own_format(SKEncodedImageFormat format, string contentType)
    {
        using var answer = await PostAsync(Pictures.Form(Pictures.Of(format)));
        var kept = await Newsroom.Read(answer, HttpStatusCode.Created);
        Assert.Equal($"/api/media/{kept["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal(contentType, (string?)kept["contentType"]);
        Assert.Equal((40, 20), ((int)kept["width"]!, (int)kept["height"]!));

        using var service = newsroom.Host.As("publisher", "service");
        using var read = await service.GetAsync(answer.Headers.Location);
        var bytes = await read.Content.ReadAsByteArrayAsync();
        Assert.Equal(contentType, read.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)kept["bytes"]!, bytes.Length);
        using var picture = SKBitmap.Decode(bytes);
        Assert.Equal((40, 20), (picture.Width, picture.Height));
        Assert.True(picture.GetPixel(5, 5) is { Red: > 200, Blue: < 60 });
        Assert.True(picture.GetPixel(35, 5) is { Red: < 60, Blue: > 200 });
    }

    [Fact]
    public async Task Forgets_where_and_with_what_it_was_taken()
    {
        var secret = "43.2389 N 76.8897 E";
        var exif = Exif(orientation: 1, secret);
        var bytes = await KeptAsync(WithApp1(Pictures.Of(SKEncodedImageFormat.Jpeg), exif));
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);

        var png = Pictures.Of(SKEncodedImageFormat.Png);
        bytes = await KeptAsync(WithText(png, secret));
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    // The picture is red in its upper left quarter. What the camera noted says where that quarter belongs.
    [Theory]
    [InlineData(1, 40, 20, 5, 5)]
    [InlineData(2, 40, 20, 35, 5)]
    [InlineData(3, 40, 20, 35, 15)]
    [InlineData(4, 40, 20, 5, 15)]
    [InlineData(5, 20, 40, 5, 5)]
    [InlineData(6, 20, 40, 15, 5)]
    [InlineData(7, 20, 40, 15, 35)]
    [InlineData(8, 20, 40, 5, 35)]
    public async Task Turns_it_upright(byte orientation, int width, int height, int redX, int redY)
    {
        using var picture = SKBitmap.Decode(await KeptAsync(WithApp1(Pictures.Of(SKEncodedImageFormat.Jpeg), Exif(orientation, "camera"))));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        foreach (var (x, y) in ((int, int)[])[(redX, redY), (width - 1 - redX, redY), (redX, height - 1 - redY), (width - 1 - redX, height - 1 - redY)])
            Assert.Equal((x, y) == (redX, redY), picture.GetPixel(x, y) is { Red: > 180, Blue: < 80 });
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    public async Task Refuses_other_files(string content)
    {
        using var answer = await PostAsync(Pictures.Form(Encoding.Latin1.GetBytes(content)));
        await Newsroom.Problem(answer, 415, "unsupported-media-type");
    }

    [Fact]
    public async Task Refuses_what_only_begins_like_a_picture()
    {
        var jpeg = Pictures.Of(SKEncodedImageFormat.Jpeg, 400, 400);
        foreach (var broken in (byte[][])[[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], jpeg[..(jpeg.Length / 2)], Pictures.Of(SKEncodedImageFormat.Png)[..60], Pictures.Of(SKEncodedImageFormat.Webp)[..30]])
        {
            using var answer = await PostAsync(Pictures.Form(broken));
            var errors = (await Newsroom.Problem(answer, 422, "invalid"))["errors"]!.AsObject();
            Assert.True(errors.ContainsKey("$.file"));
        }
    }

    [Theory]
    [InlineData(20_000, 20_000)]
    [InlineData(16_001, 1)]
    [InlineData(9_000, 9_000)]
    public async Task Refuses_what_would_unfold_into_gigabytes(int width, int height)
    {
        using var answer = await PostAsync(Pictures.Form(HugePng(width, height)));
        await Newsroom.Problem(answer, 422, "invalid");
    }

    [Theory]
    [InlineData(25 * 1024 * 1024 + 1)]
    [InlineData(26 * 1024 * 1024)]
    public async Task Refuses_what_is_too_large(int size)
    {
        var file = new byte[size];
        Pictures.Of(SKEncodedImageFormat.Jpeg).CopyTo(file, 0);
        using var answer = await PostAsync(Pictures.Form(file));
        await Newsroom.Problem(answer, 413, "too-large");
    }

    [Fact]
    public async Task Takes_what_is_just_not_too_large()
    {
        // A decoder stops at the end of the picture, whatever follows it.
        var file = new byte[25 * 1024 * 1024];
        Pictures.Of(SKEncodedImageFormat.Jpeg).CopyTo(file, 0);
        Assert.True((await KeptAsync(file)).Length < 10_000);
    }

    [Fact]
    public async Task Refuses_bodies_that_are_no_such_form()
    {
        var picture = Pictures.Of(SKEncodedImageFormat.Png);
        using var two = Pictures.Form(picture);
        two.Add(new ByteArrayContent(picture), "file", "again.png");
        using var more = Pictures.Form(picture);
        more.Add(new StringContent("a caption"), "caption");
        using var field = new MultipartFormDataContent { { new StringContent("no file"), "file" } };
        using var none = new MultipartFormDataContent();
        foreach (var content in (HttpContent[])[two, more, field, none, Pictures.Form(picture, field: "picture"), Raw("--x\r\nnothing", "multipart/form-data; boundary=x"), Raw("", "multipart/form-data; boundary=x"), Raw("--x--", "multipart/form-data"), Raw("--x--", $"multipart/form-data; boundary={new string('b', 300)}")])
        {
            using var answer = await PostAsync(content);
            await Newsroom.Problem(answer, 400, "malformed");
        }
        foreach (var content in (HttpContent[])[Raw("{}", "application/json"), Raw("x", "image/png"), Raw("a=b", "application/x-www-form-urlencoded"), Raw("--x--", "multipart/mixed; boundary=x")])
        {
            using var answer = await PostAsync(content);
            await Newsroom.Problem(answer, 415, "unsupported-media-type");
        }
    }

    [Fact]
    public async Task Is_for_editors_and_reading_for_everyone_signed_in()
    {
        using var translator = newsroom.Host.As("dana", "translator");
        using var refused = await translator.PostAsync(new Uri("/api/media", UriKind.Relative), Pictures.Form(Pictures.Of(SKEncodedImageFormat.Png)));
        await Newsroom.Problem(refused, 403, "forbidden");
        var id = await Pictures.UploadAsync(newsroom);
        using var read = await translator.GetAsync(new Uri($"/api/media/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var nobody = Akorda.Testing.TestHost.Client(newsroom.Host.Newsroom);
        using var unread = await nobody.GetAsync(new Uri($"/api/media/{id}", UriKind.Relative));
        await Newsroom.Problem(unread, 401, "not-signed-in");
    }

    private Task<HttpResponseMessage> PostAsync(HttpContent content) => newsroom.Editor.PostAsync(new Uri("/api/media", UriKind.Relative), content);

    private async Task<byte[]> KeptAsync(byte[] file)
    {
        using var answer = await PostAsync(Pictures.Form(file));
        var kept = await Newsroom.Read(answer, HttpStatusCode.Created);
        return await newsroom.Editor.GetByteArrayAsync(new Uri($"/api/media/{kept["id"]}", UriKind.Relative));
    }

    private static StringContent Raw(string body, string type)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    // An APP1 segment right after the start of the image, where cameras put it.
    private static byte[] WithApp1(byte[] jpeg, byte[] payload)
    {
        var length = payload.Length + 2;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. payload, .. jpeg[2..]];
    }

    // Two entries: the orientation, and a description that nobody but the photographer should know.
    private static byte[] Exif(byte orientation, string description)
    {
        var text = Encoding.ASCII.GetBytes(description + "\0");
        return
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x0E, 0, 2, 0, 0, 0, (byte)text.Length, 0, 0, 0, 38,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            0, 0, 0, 0, .. text,
        ];
    }

    private static byte[] WithText(byte[] png, string text)
    {
        // After the signature and the header.
        const int Header = 8 + 25;
        return [.. png[..Header], .. Chunk("tEXt", Encoding.ASCII.GetBytes("Comment\0" + text)), .. png[Header..]];
    }

    private static byte[] HugePng(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest)) zip.Write(new byte[(width / 8 + 2) * Math.Min(height, 100)]);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
