using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.X;

/// <summary>X's API 2 as far as an account needs it: signed calls, weighted lengths, the same words refused for half a day, a listing with whole addresses.</summary>
public sealed partial class XNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 280;
    private static readonly TimeSpan RemembersWords = TimeSpan.FromHours(12);
    private static readonly TimeSpan KeepsPictures = TimeSpan.FromHours(24);
    private const int LargestPicture = 5 * 1024 * 1024;
    private static readonly string[] Creates = ["text", "quote_tweet_id", "reply", "reply_settings", "media", "made_with_ai", "paid_partnership"];

    private readonly OAuthCheck signatures = new();

    public string Name => "x";

    public string OperationOf(Call call) => (call.Method, call.Path) switch
    {
        ("POST", "/2/tweets") => "post",
        ("POST", "/2/media/upload") => "upload",
        ("POST", "/2/media/metadata") => "describe",
        ("DELETE", var path) when Tweet().IsMatch(path) => "delete",
        ("GET", var path) when Timeline().IsMatch(path) => "list",
        _ => "unknown",
    };

    public string LanguageOf(Call call) => OAuthCheck.LanguageOf(call);

    public Reply Throttle(int? retryAfter)
    {
        var reply = Problem(429, "Too Many Requests", "Too Many Requests");
        return retryAfter is null ? reply : reply with
        {
            Headers = new Dictionary<string, string>
            {
                ["x-rate-limit-limit"] = "100",
                ["x-rate-limit-remaining"] = "0",
                ["x-rate-limit-reset"] = (journal.Now.ToUnixTimeSeconds() + retryAfter.Value).ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    public Reply Fail() => Problem(503, "Service Unavailable", "Service Unavailable");

    public Reply Answer(Call call)
    {
        if (signatures.FaultOf(call) is { } fault) return Problem(401, "Unauthorized", fault);
        var account = "sandbox" + LanguageOf(call);
        return OperationOf(call) switch
        {
            "post" => Post(call, account),
            "upload" => Upload(call, account),
            "describe" => Describe(call, account),
            "delete" => Delete(call, account),
            "list" => List(call, account),
            _ => Problem(404, "Not Found", "Not Found"),
        };
    }

    private Reply Post(Call call, string account)
    {
        if (call.Parameters() is not { } parameters || call.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) return Invalid("the body is not JSON");
        if (parameters.FirstOrDefault(member => !Creates.Contains(member.Key)).Key is { } unknown) return Invalid($"[{unknown}] is not a valid parameter");
        if (parameters["text"]?.ToString() is not { Length: > 0 } text) return Invalid("[text] is missing");
        if (TweetLength.Of(text) > LongestText) return Problem(403, "Forbidden", "You are not permitted to perform this action. Your Tweet text is too long.");
        var quoted = parameters["quote_tweet_id"]?.ToString();
        if (quoted is not null && journal.Find(Name, account, quoted) is not { DeletedAt: null }) return Problem(403, "Forbidden", "Quoted Tweet is unavailable.");
        if (quoted is not null && parameters["media"] is not null) return Invalid("[quote_tweet_id] and [media] exclude each other");
        if (PicturesOf(parameters, account, call.At) is not { } held) return Invalid("Your media IDs are invalid.");
        // Deleted ones count too.
        if (journal.Of(Name, account).Any(post => post.Text == text && call.At - post.CreatedAt < RemembersWords))
            return Problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
        var made = journal.Keep("posted", new Post
        {
            Network = Name,
            Account = account,
            Language = LanguageOf(call),
            Id = NextId(account, call.At),
            Text = text,
            Links = [.. Addresses.In(text).Select(link => link.Value).Distinct()],
            Origin = quoted,
            Pictures = held,
            Public = true,
            CreatedAt = call.At,
        });
        return new Reply(201, new JsonObject { ["data"] = new JsonObject { ["id"] = made.Id, ["text"] = Shortened(made).Text, ["edit_history_tweet_ids"] = new JsonArray(made.Id) } });
    }

    private Reply Upload(Call call, string account)
    {
        if (!call.Files.TryGetValue("media", out var bytes) || !Pictures.IsPicture(bytes)) return Invalid("media type unrecognized");
        if (bytes.Length > LargestPicture) return Invalid("the media is too large");
        if (call.Parameters()?["media_category"]?.ToString() != "tweet_image") return Invalid("[media_category] is not tweet_image");
        var id = NextId(Held(account), call.At);
        journal.Keep("uploaded", new Post { Network = Name, Account = Held(account), Language = LanguageOf(call), Id = id, Text = "", Links = [], Pictures = [new Picture(pictures.Keep(bytes), "")], Public = false, CreatedAt = call.At });
        return new Reply(200, new JsonObject { ["data"] = new JsonObject { ["id"] = id, ["media_key"] = "3_" + id, ["size"] = bytes.Length, ["expires_after_secs"] = (int)KeepsPictures.TotalSeconds } });
    }

    private Reply Describe(Call call, string account)
    {
        var parameters = call.Parameters();
        if (journal.Find(Name, Held(account), parameters?["id"]?.ToString() ?? "") is not { } held) return Invalid("[id] is no media of this account");
        if (parameters?["metadata"]?["alt_text"]?["text"]?.ToString() is not { Length: > 0 and <= 1000 } alt) return Invalid("[metadata.alt_text.text] must have from 1 to 1000 characters");
        journal.Keep("uploaded", held with { Pictures = [held.Pictures[0] with { Alt = alt }] });
        return new Reply(200, new JsonObject { ["data"] = new JsonObject { ["id"] = held.Id, ["associated_metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = alt } } } });
    }

    // Null where an id is none, or a day old.
    private List<Picture>? PicturesOf(JsonObject parameters, string account, DateTimeOffset now)
    {
        var ids = (parameters["media"]?["media_ids"] as JsonArray ?? []).Select(id => id?.ToString() ?? "").ToList();
        var held = ids.Select(id => journal.Find(Name, Held(account), id)).OfType<Post>().Where(post => now - post.CreatedAt < KeepsPictures).ToList();
        return held.Count == ids.Count && ids.Count <= 4 ? [.. held.Select(post => post.Pictures[0])] : null;
    }

    private static string Held(string account) => account + "/media";

    private Reply Delete(Call call, string account)
    {
        if (journal.Find(Name, account, Tweet().Match(call.Path).Groups["id"].Value) is not { DeletedAt: null } post) return Problem(404, "Not Found Error", "Could not find tweet.");
        journal.Keep("deleted", post with { DeletedAt = call.At });
        return new Reply(200, new JsonObject { ["data"] = new JsonObject { ["deleted"] = true } });
    }

    private Reply List(Call call, string account)
    {
        if (Timeline().Match(call.Path).Groups["user"].Value != account) return Problem(403, "Forbidden", "Another account's posts are not for this token.");
        if (!int.TryParse(call.QueryValue("max_results") ?? "10", CultureInfo.InvariantCulture, out var most) || most is < 5 or > 100) return Invalid("[max_results] is not between 5 and 100");
        var since = ulong.TryParse(call.QueryValue("since_id"), CultureInfo.InvariantCulture, out var id) ? id : 0;
        var before = ulong.TryParse(call.QueryValue("pagination_token"), CultureInfo.InvariantCulture, out var token) ? token : ulong.MaxValue;
        var posts = journal.Of(Name, account)
            .Where(post => post.DeletedAt is null && post.CreatedAt <= call.SeesUntil && Number(post) > since && Number(post) < before)
            .OrderByDescending(Number).ToList();
        var page = posts.Take(most).ToList();
        var meta = new JsonObject { ["result_count"] = page.Count };
        if (page.Count == 0) return new Reply(200, new JsonObject { ["meta"] = meta });
        (meta["newest_id"], meta["oldest_id"]) = (page[0].Id, page[^1].Id);
        if (posts.Count > page.Count) meta["next_token"] = page[^1].Id;
        return new Reply(200, new JsonObject { ["data"] = new JsonArray([.. page.Select(ToJson)]), ["meta"] = meta });
    }

    private static JsonObject ToJson(Post post)
    {
        var (text, urls) = Shortened(post);
        return new JsonObject
        {
            ["id"] = post.Id,
            ["text"] = text,
            ["created_at"] = post.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["entities"] = new JsonObject { ["urls"] = urls },
        };
    }

    // As on X: the text holds short links, and the whole addresses stand beside it.
    private static (string Text, JsonArray Urls) Shortened(Post post)
    {
        var urls = new JsonArray();
        var number = 0;
        var text = Addresses.In(post.Text).Reverse().Aggregate(post.Text, (words, link) =>
        {
            var link10 = $"https://t.co/{post.Id[^6..]}{number++:D4}";
            urls.Add(new JsonObject { ["url"] = link10, ["expanded_url"] = link.Value, ["display_url"] = link.Value[(link.Value.IndexOf("//", StringComparison.Ordinal) + 2)..] });
            return words[..link.Index] + link10 + words[(link.Index + link.Length)..];
        });
        return (text, urls);
    }

    // Milliseconds since X's own epoch and a counter: ids grow with time.
    private string NextId(string account, DateTimeOffset at)
    {
        var id = ((ulong)(at.ToUnixTimeMilliseconds() - 1288834974657)) << 22;
        var last = journal.Of(Name, account).Select(Number).DefaultIfEmpty(0UL).Max();
        return Math.Max(id, last + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static ulong Number(Post post) => ulong.Parse(post.Id, CultureInfo.InvariantCulture);

    private static Reply Invalid(string message) => new(400, new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["message"] = message }),
        ["title"] = "Invalid Request",
        ["detail"] = "One or more parameters to your request was invalid.",
        ["type"] = "https://api.twitter.com/2/problems/invalid-request",
    });

    private static Reply Problem(int status, string title, string detail) =>
        new(status, new JsonObject { ["detail"] = detail, ["type"] = "about:blank", ["title"] = title, ["status"] = status });

    [GeneratedRegex("^/2/tweets/(?<id>[0-9]+)$")]
    private static partial Regex Tweet();

    [GeneratedRegex("^/2/users/(?<user>[^/]+)/tweets$")]
    private static partial Regex Timeline();
}
