using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Akorda.Publisher.Photographs;
using Akorda.Texts;

namespace Akorda.Publisher.Channels.Bluesky;

/// <summary>A post's record (lexicon <c>app.bsky.feed.post</c>) and the key under which it is kept.</summary>
public static class BlueskyRecord
{
    private const string Letters = "234567abcdefghijklmnopqrstuvwxyz";

    /// <summary>The key of a delivery's record: a TID (atproto.com/specs/tid), always the same for the delivery. Its time is the delivery's, its last bits tell deliveries of one microsecond apart.</summary>
    public static string KeyOf(Guid delivery)
    {
        Span<byte> bytes = stackalloc byte[16];
        delivery.TryWriteBytes(bytes, bigEndian: true, out _);
        // A version 7 id: 48 bits of milliseconds, then what chance gave.
        var milliseconds = BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16;
        var chance = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var tid = ((milliseconds * 1000 + chance % 1000) << 10) | ((chance >> 20) & 0x3FF);
        var key = new char[13];
        for (var place = 12; place >= 0; place--, tid >>= 5) key[place] = Letters[(int)(tid & 31)];
        return new string(key);
    }

    /// <summary>The record of a post.</summary>
    /// <param name="embed">What stands under the words.</param>
    public static JsonObject Of(string text, string language, DateTimeOffset createdAt, JsonObject embed) => new()
    {
        ["$type"] = "app.bsky.feed.post",
        ["text"] = text,
        ["createdAt"] = createdAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["langs"] = new JsonArray(language),
        ["facets"] = FacetsOf(text),
        ["embed"] = embed,
    };

    /// <summary>Photographs under the words.</summary>
    public static JsonObject Images(IEnumerable<(FittedPhotograph Photograph, JsonNode Blob)> images) => new()
    {
        ["$type"] = "app.bsky.embed.images",
        ["images"] = new JsonArray([.. images.Select(image => new JsonObject
        {
            ["alt"] = image.Photograph.Alt,
            ["image"] = image.Blob,
            ["aspectRatio"] = new JsonObject { ["width"] = image.Photograph.Width, ["height"] = image.Photograph.Height },
        })]),
    };

    /// <summary>A card that leads to a page: the network reads none by itself.</summary>
    public static JsonObject Card(Document document, Uri page) => new()
    {
        ["$type"] = "app.bsky.embed.external",
        ["external"] = new JsonObject { ["uri"] = page.AbsoluteUri, ["title"] = document.Title, ["description"] = document.Lead ?? "" },
    };

    /// <summary>An earlier post that this one refers to.</summary>
    public static JsonObject Quotation(string uri, string cid) => new()
    {
        ["$type"] = "app.bsky.embed.record",
        ["record"] = new JsonObject { ["uri"] = uri, ["cid"] = cid },
    };

    // Links are no links before a facet says so; places are counted in bytes.
    private static JsonArray FacetsOf(string text) =>
    [
        .. Links.Found(text).Select(link => new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = Encoding.UTF8.GetByteCount(text.AsSpan(0, link.Index)), ["byteEnd"] = Encoding.UTF8.GetByteCount(text.AsSpan(0, link.Index + link.Length)) },
            ["features"] = new JsonArray(new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = link.Value }),
        }),
    ];
}
