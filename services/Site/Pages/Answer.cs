using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Akorda.Site.Pages;

/// <summary>A whole answer that waits for its readers: its bytes, their compressed forms, and every header made beforehand.</summary>
public sealed class Answer
{
    // A browser keeps Brotli's window in memory while it reads; a page needs no larger one than this (128 KiB).
    private const int BrotliWindow = 17;
    private const int BrotliQuality = 5;

    private readonly int status;
    private readonly AnswerHeaders fixedHeaders;
    private readonly StringValues lastModified;
    private readonly StringValues location;
    private readonly string tag;
    private readonly Form identity;
    private readonly Form? gzip;
    private readonly Form? brotli;

    private Answer(int status, AnswerHeaders headers, string tag, Form identity, Form? gzip, Form? brotli, DateTimeOffset? changedAt, string? location)
    {
        (this.status, fixedHeaders, this.tag, this.identity, this.gzip, this.brotli) = (status, headers, tag, identity, gzip, brotli);
        lastModified = changedAt?.ToString("r", CultureInfo.InvariantCulture);
        this.location = location;
    }

    /// <summary>A text in all three forms.</summary>
    public static Answer Of(string text, AnswerHeaders headers, int status = StatusCodes.Status200OK, DateTimeOffset? changedAt = null) =>
        Of(Encoding.UTF8.GetBytes(text), headers, status, changedAt);

    /// <summary>Bytes in all three forms.</summary>
    public static Answer Of(byte[] bytes, AnswerHeaders headers, int status = StatusCodes.Status200OK, DateTimeOffset? changedAt = null)
    {
        var tag = Tag(SHA256.HashData(bytes));
        return new Answer(status, headers, tag, new Form(tag, null, bytes), new Form(tag, "gzip", Gzip(bytes)), new Form(tag, "br", Brotli(bytes)), changedAt, null);
    }

    /// <summary>Bytes that are compressed already, such as a picture.</summary>
    public static Answer Uncompressed(byte[] bytes, AnswerHeaders headers)
    {
        var tag = Tag(SHA256.HashData(bytes));
        return new Answer(StatusCodes.Status200OK, headers, tag, new Form(tag, null, bytes), null, null, null, null);
    }

    /// <summary>A long text put together from pieces: as it is and as gzip, which is what programs that read feeds ask for.</summary>
    public static Answer Of(IReadOnlyList<Piece> pieces, AnswerHeaders headers, DateTimeOffset? changedAt = null)
    {
        var tag = Tag(Piece.DigestOf(pieces));
        return new Answer(StatusCodes.Status200OK, headers, tag,
            new Form(tag, null, [.. pieces.Select(piece => piece.Bytes)]), new Form(tag, "gzip", Piece.Gzip(pieces)), null, changedAt, null);
    }

    /// <summary>A permanent redirection.</summary>
    public static Answer MovedTo(string location, AnswerHeaders headers) =>
        new(StatusCodes.Status301MovedPermanently, headers, "", new Form("", null, ReadOnlyMemory<byte>.Empty), null, null, null, location);

    /// <summary>Answers a GET or HEAD.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request.Headers, context.Response);
        fixedHeaders.WriteTo(response.Headers);
        var form = Choose(request.AcceptEncoding);
        if (form.Tag.Count > 0 && status == StatusCodes.Status200OK)
        {
            response.Headers.ETag = form.Tag;
            if (lastModified.Count > 0) response.Headers.LastModified = lastModified;
            if (request.IfNoneMatch is { Count: > 0 } known && IsKnown(known))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        if (location.Count > 0) response.Headers.Location = location;
        response.StatusCode = status;
        response.Headers.ContentLength = form.Length;
        if (form.Encoding.Count > 0) response.Headers.ContentEncoding = form.Encoding;
        return form.Length == 0 || HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : form.WriteAsync(response.BodyWriter, context.RequestAborted);
    }

    private Form Choose(StringValues accepted)
    {
        if (gzip is null || accepted.Count == 0) return identity;
        var (br, gz) = Accepted.Qualities(accepted);
        if (brotli is not null && br > 0 && br >= gz) return brotli;
        return gz > 0 ? gzip : identity;
    }

    // Each form has a tag of its own, and all of them begin alike: whichever the reader has, its words are these.
    private bool IsKnown(StringValues known)
    {
        foreach (var value in known)
            if (value is not null && (value == "*" || value.Contains(tag, StringComparison.Ordinal))) return true;
        return false;
    }

    // The opening quotation mark is part of it: the hash is looked for at the beginning of a tag only.
    private static string Tag(byte[] digest) => "\"" + Convert.ToHexStringLower(digest.AsSpan(0, 16));

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes.Length / 2 + 64);
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal)) gzip.Write(bytes);
        return stream.ToArray();
    }

    private static byte[] Brotli(byte[] bytes)
    {
        var into = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, into, out var written, BrotliQuality, BrotliWindow)
            ? into[..written]
            : throw new InvalidDataException("Brotli needs more room than it said.");
    }

    private sealed class Form
    {
        private readonly ReadOnlyMemory<byte>[] runs;

        public Form(string tag, string? encoding, params ReadOnlyMemory<byte>[] runs)
        {
            this.runs = runs;
            Length = runs.Sum(run => (long)run.Length);
            Encoding = encoding;
            Tag = tag.Length == 0 ? default : new StringValues(tag + (encoding is null ? "\"" : $"-{encoding}\""));
        }

        public Form(string tag, string? encoding, byte[] bytes) : this(tag, encoding, [bytes.AsMemory()])
        {
        }

        public long? Length { get; }
        public StringValues Encoding { get; }
        public StringValues Tag { get; }

        public Task WriteAsync(PipeWriter writer, CancellationToken ct)
        {
            if (runs.Length > 1) return WriteAllAsync(writer, ct);
            var written = writer.WriteAsync(runs[0], ct);
            return written.IsCompletedSuccessfully ? Done(written.Result) : written.AsTask();
        }

        private static Task Done(FlushResult _) => Task.CompletedTask;

        private async Task WriteAllAsync(PipeWriter writer, CancellationToken ct)
        {
            foreach (var run in runs)
                if ((await writer.WriteAsync(run, ct)).IsCompleted) return;
        }
    }
}
