using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Akorda.Faults.Nemesis;
using Akorda.Faults.Workload;

namespace Akorda.Faults.Faults;

/// <summary>Requests that are too large, too slow, too many, or hold a picture that would fill the memory: each is refused, and others are served meanwhile.</summary>
public sealed record TooMuch() : Fault("F5", "requests too large, too slow and too many")
{
    private const int Uploads = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    public override async Task<string> BiteAsync(Stage stage, CancellationToken ct)
    {
        var large = Words.Draft(stage.Acts.NewEvent());
        large["body"] = new string('a', 3 * 1024 * 1024);
        var reply = await stage.People.AskAsync("editor", HttpMethod.Post, "/api/drafts", large, ct: ct);
        if (reply.Status != 413) throw new InvalidOperationException($"three million characters were answered {reply.Status}");

        var slow = SlowAsync(stage.World.Desk.Port, ct);
        var uploads = Enumerable.Range(0, Uploads).Select(_ => stage.People.UploadAsync("editor", PixelBomb(), ct)).ToList();
        var one = stage.Acts.NewEvent();
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        await stage.Acts.CreateAsync(one, twice: false, ct);
        var waited = System.Diagnostics.Stopwatch.GetElapsedTime(begun);
        await stage.Acts.DropAsync(one, ct);
        var statuses = (await Task.WhenAll(uploads)).Select(upload => upload.Status).ToList();
        if (statuses.Any(status => status is >= 200 and < 300 or 500)) throw new InvalidOperationException($"a picture of four billion points was answered {string.Join(", ", statuses.Distinct())}");
        if (waited > Longest) throw new InvalidOperationException($"a draft beside them was taken only after {waited.TotalSeconds:0.0} s");
        await slow;
        return $"413, {Uploads} pictures answered {string.Join(" or ", statuses.Distinct().Select(status => status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"))}; a draft beside them was taken in {waited.TotalMilliseconds:0} ms";
    }

    public override Task HealAsync(Stage stage) => Task.CompletedTask;

    // A PNG that says of itself that it has 65,000 by 65,000 points.
    private static ByteArrayContent PixelBomb()
    {
        byte[] header = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0xFD, 0xE8, 0, 0, 0xFD, 0xE8, 8, 6, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(29), Crc(header.AsSpan(12, 17)));
        ByteArrayContent content = new([.. header, .. new byte[1024]]);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return content;
    }

    // CRC-32 as PNG wants it (RFC 2083, section 3.4).
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }

    // One byte a second: the server ends it, and not only when the client has had enough.
    private static async Task SlowAsync(int port, CancellationToken ct)
    {
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", port, ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/drafts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"), ct);
        var answer = new byte[64];
        var read = stream.ReadAsync(answer, ct).AsTask();
        for (var seconds = 0; seconds < 30 && !read.IsCompleted; seconds++)
        {
            try { await stream.WriteAsync(new byte[] { (byte)' ' }, ct); }
            catch (IOException) { return; }
            await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(1), ct));
        }
        if (!read.IsCompleted) throw new InvalidOperationException("a request of one byte a second was served for 30 seconds");
    }
}
