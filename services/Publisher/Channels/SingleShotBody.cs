using System.Net;
using System.Net.Http.Headers;

namespace Akorda.Publisher.Channels;

/// <summary>A request's body that leaves once at most, and not when it must not any more. Whether it began to leave is the one honest answer to "was it sent?".</summary>
public sealed class SingleShotBody : HttpContent
{
    private readonly byte[] bytes;
    private readonly Func<CancellationToken, Task> beforeFirstByte;
    private int asked;
    private volatile bool started;

    public SingleShotBody(RequestBody body, Func<CancellationToken, Task> beforeFirstByte)
    {
        bytes = body.Bytes;
        this.beforeFirstByte = beforeFirstByte;
        if (body.MediaType is not null) Headers.ContentType = MediaTypeHeaderValue.Parse(body.MediaType);
    }

    /// <summary>Whether the first byte may have left.</summary>
    public bool Started => started;

    // HttpClient sends a request again by itself when the server closes the connection without a word (dotnet/runtime#86714).
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken ct)
    {
        if (Interlocked.Increment(ref asked) > 1) throw new IOException("This request was sent once already.");
        await beforeFirstByte(ct);
        started = true;
        await stream.WriteAsync(bytes, ct);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
