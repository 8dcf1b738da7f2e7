using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Mastodon;

/// <summary>Mastodon's entities in its own form (docs.joinmastodon.org/entities).</summary>
internal static class MastodonText
{
    private const int LinkLength = 23;

    /// <summary>How long a status is: characters as readers see them, a link always 23.</summary>
    public static int LengthOf(string text)
    {
        var (length, from) = (0, 0);
        foreach (Match link in Addresses.In(text))
        {
            length += Count(text[from..link.Index]) + LinkLength;
            from = link.Index + link.Length;
        }
        return length + Count(text[from..]);
    }

    /// <summary>A Status.</summary>
    public static JsonObject Status(Post post, Call call) => new()
    {
        ["id"] = post.Id,
        ["created_at"] = Time(post.CreatedAt),
        ["edited_at"] = post.EditedAt is { } edited ? Time(edited) : null,
        ["visibility"] = post.Public ? "public" : "private",
        ["language"] = post.Language,
        ["uri"] = $"https://sandbox.example/users/{post.Language}/statuses/{post.Id}",
        ["url"] = $"{call.Address[..call.Address.IndexOf("/mastodon/", StringComparison.Ordinal)]}/mastodon/@sandbox_{post.Language}/{post.Id}",
        ["content"] = Html(post.Text),
        ["account"] = Account(post.Account, post.Language),
        ["media_attachments"] = new JsonArray([.. post.Pictures.Select(picture => new JsonObject { ["id"] = picture.Id, ["type"] = "image", ["description"] = picture.Alt })]),
        ["reblog"] = null,
    };

    /// <summary>A MediaAttachment.</summary>
    public static JsonObject Medium(Post held) => new()
    {
        ["id"] = held.Id, ["type"] = "image", ["url"] = $"https://sandbox.example/media/{held.Pictures[0].Name}.jpg", ["preview_url"] = $"https://sandbox.example/media/{held.Pictures[0].Name}.jpg",
        ["remote_url"] = null, ["description"] = held.Pictures[0].Alt, ["blurhash"] = "UBL_:rOpGG-oBUNG", ["meta"] = new JsonObject(),
    };

    /// <summary>An Account.</summary>
    public static JsonObject Account(string account, string language) => new() { ["id"] = account, ["username"] = $"sandbox_{language}", ["acct"] = $"sandbox_{language}", ["display_name"] = "Sandbox", ["bot"] = false };

    /// <summary>The Instance with its limits.</summary>
    public static JsonObject Instance() => new()
    {
        ["domain"] = "sandbox.example", ["title"] = "Sandbox", ["version"] = "4.4.0",
        ["configuration"] = new JsonObject
        {
            ["statuses"] = new JsonObject { ["max_characters"] = 500, ["max_media_attachments"] = 4, ["characters_reserved_per_url"] = LinkLength },
            ["media_attachments"] = new JsonObject { ["image_size_limit"] = 16_777_216, ["image_matrix_limit"] = 33_177_600, ["description_limit"] = 1500 },
        },
    };

    private static string Html(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>");
            var from = 0;
            foreach (Match link in Addresses.In(paragraph))
            {
                html.Append(Escape(paragraph[from..link.Index])).Append(Anchor(link.Value));
                from = link.Index + link.Length;
            }
            html.Append(Escape(paragraph[from..])).Append("</p>");
        }
        return html.ToString();
    }

    // As Mastodon shows it: the scheme hidden, thirty characters seen.
    private static string Anchor(string address)
    {
        var bare = address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var scheme = address[..^bare.Length];
        var seen = bare.Length > 30 ? bare[..30] : bare;
        return $"<a href=\"{WebUtility.HtmlEncode(address)}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">{scheme}</span>"
            + $"<span class=\"{(bare.Length > 30 ? "ellipsis" : "")}\">{Escape(seen)}</span><span class=\"invisible\">{Escape(bare[seen.Length..])}</span></a>";
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br />", StringComparison.Ordinal);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static int Count(string text) => new StringInfo(text).LengthInTextElements;
}
