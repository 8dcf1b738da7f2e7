using System.Net;
using System.Net.Http.Headers;
using SkiaSharp;

namespace Akorda.Ingestion.Tests;

/// <summary>Small pictures, and the way to upload them.</summary>
internal static class Pictures
{
    /// <summary>Blue, with the upper left quarter red.</summary>
    public static byte[] Of(SKEncodedImageFormat format, int width = 40, int height = 20)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2f, height / 2f, red);
        canvas.Flush();
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static MultipartFormDataContent Form(byte[] file, string field = "file", string name = "picture.jpg")
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { part, field, name } };
    }

    public static async Task<string> UploadAsync(Newsroom newsroom)
    {
        using var form = Form(Of(SKEncodedImageFormat.Jpeg));
        using var answer = await newsroom.Editor.PostAsync(new Uri("/api/media", UriKind.Relative), form);
        return (string)(await Newsroom.Read(answer, HttpStatusCode.Created))["id"]!;
    }
}
