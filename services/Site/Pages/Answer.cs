using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Akorda.Site.Pages;

/// <summary>A whole answer that waits for its readers: its bytes, their compressed forms, and every header made beforehand.</summary>
public sealed class Answer
{
    // A browser keeps Brotli's window in memory while it reads; a page needs no larger one than this (64 KiB).
    private const int BrotliWindow = 16;
    private const int BrotliQuality = 6;

    // Above this a body is sent run by run, so that a feed of a megabyte is not held twice for each of its readers.
    private const int Large = 64 * 1024;

    private readonly int status;
    private readonly AnswerHeaders fixedHeaders;
    private readonly StringValues lastModified;
    private readonly StringValues location;
    private readonly string tag;
    private readonly Form identity;
    private readonly Form? gzip;
    private readonly bool mayBeBrotli;
    private volatile Form? brotli;

    private Answer(int status, AnswerHeaders headers, string tag, Form identity, Form? gzip, DateTimeOffset? changedAt, string? location)
    {
        (this.status, fixedHeaders, this.tag, this.identity, this.gzip, this.location) = (status, headers, tag, identity, gzip, location);
        lastModified = changedAt?.ToString("r", CultureInfo.InvariantCulture);
        mayBeBrotli = gzip is not null && identity.Length <= Large;
    }

    /// <summary>True as long as <see cref="MakeBrotli"/> has something to do.</summary>
    public bool LacksBrotli => mayBeBrotli && brotli is null;

    /// <summary>A text.</summary>
    public static Answer Of(string text, AnswerHeaders headers, int status = StatusCodes.Status200OK, DateTimeOffset? changedAt = null) =>
        Of([Piece.Of(text)], headers, status, changedAt);

    /// <summary>A text put together from pieces.</summary>
    public static Answer Of(IReadOnlyList<Piece> pieces, AnswerHeaders headers, int status = StatusCodes.Status200OK, DateTimeOffset? changedAt = null)
    {
        var tag = Tag(Piece.DigestOf(pieces));
        return new Answer(status, headers, tag,
            new Form(tag, null, [.. pieces.Select(piece => piece.Bytes)]), new Form(tag, "gzip", Joined(Piece.Gzip(pieces))), changedAt, null);
    }

    /// <summary>Bytes that are compressed already, such as a picture.</summary>
    public static Answer Uncompressed(byte[] bytes, AnswerHeaders headers)
    {
        var tag = Tag(SHA256.HashData(bytes));
        return new Answer(StatusCodes.Status200OK, headers, tag, new Form(tag, null, bytes.AsMemory()), null, null, null);
    }

    /// <summary>A permanent redirection.</summary>
    public static Answer MovedTo(string location, AnswerHeaders headers) =>
        new(StatusCodes.Status301MovedPermanently, headers, "", new Form("", null, ReadOnlyMemory<byte>.Empty), null, null, location);

    /// <summary>Adds the Brotli form, which takes ten times as long to make as gzip: readers need not wait for it, nor the release.</summary>
    public void MakeBrotli()
    {
        var bytes = identity.ToArray();
        var into = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        if (!BrotliEncoder.TryCompress(bytes, into, out var written, BrotliQuality, BrotliWindow)) throw new InvalidDataException("Brotli needs more room than it said.");
        brotli = new Form(tag, "br", into[..written].AsMemory());
    }

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
        return form.Length == 0 || HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : form.WriteAsync(response.BodyWriter);
    }

    private Form Choose(StringValues accepted)
    {
        if (gzip is null || accepted.Count == 0) return identity;
        var (br, gz) = Accepted.Qualities(accepted);
        if (brotli is { } small && br > 0 && br >= gz) return small;
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

    // One run where that is cheap: it is sent in one go.
    private static ReadOnlyMemory<byte>[] Joined(ReadOnlyMemory<byte>[] runs)
    {
        if (runs.Sum(run => run.Length) > Large) return runs;
        var joined = new ArrayBufferWriter<byte>(runs.Sum(run => run.Length));
        foreach (var run in runs) joined.Write(run.Span);
        return [joined.WrittenMemory];
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

        public long Length { get; }
        public StringValues Encoding { get; }
        public StringValues Tag { get; }

        public byte[] ToArray()
        {
            var joined = new ArrayBufferWriter<byte>((int)Length);
            foreach (var run in runs) joined.Write(run.Span);
            return joined.WrittenSpan.ToArray();
        }

        // Without a token: asking for the request's own makes one, and a connection that is gone ends the writing by itself.
        public Task WriteAsync(PipeWriter writer)
        {
            if (Length > Large) return WriteRunByRunAsync(writer);
            foreach (var run in runs.AsSpan(..^1)) writer.Write(run.Span);
            var written = writer.WriteAsync(runs[^1], CancellationToken.None);
            return written.IsCompletedSuccessfully ? Done(written.Result) : written.AsTask();
        }

        private static Task Done(FlushResult _) => Task.CompletedTask;

        private async Task WriteRunByRunAsync(PipeWriter writer)
        {
            foreach (var run in runs)
                if ((await writer.WriteAsync(run, CancellationToken.None)).IsCompleted) return;
        }
    }
}
