using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Mastodon;

/// <summary>A Mastodon server as far as an account needs it: keys that are known for an hour, statuses that can be edited, a listing by ids.</summary>
public sealed partial class MastodonNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 500;
    private const int LargestPicture = 16 * 1024 * 1024;
    private static readonly TimeSpan RemembersKeys = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Account, string Key), (string Id, DateTimeOffset At)> keys = [];

    public string Name => "mastodon";

    public string OperationOf(Call call) => (call.Method, Route().Match(call.Path)) switch
    {
        (_, { Success: false }) => "unknown",
        ("POST", { } route) when route.Groups["what"].Value == "statuses" => "post",
        ("PUT", { } route) when route.Groups["what"].Value == "statuses" => "edit",
        ("DELETE", { } route) when route.Groups["what"].Value == "statuses" => "delete",
        ("GET", { } route) when route.Groups["what"].Value == "statuses" => "read",
        ("POST", { } route) when route.Groups["what"].Value == "media" => "upload",
        ("GET", { } route) when route.Groups["what"].Value == "media" => "medium",
        ("GET", { } route) when route.Groups["list"].Success => "list",
        ("GET", { } route) when route.Groups["id"].Value == "verify_credentials" => "account",
        ("GET", { } route) when route.Groups["what"].Value == "instance" => "instance",
        _ => "unknown",
    };

    public string LanguageOf(Call call) => Token().Match(call.Authorization ?? "") is { Success: true } token ? token.Groups["language"].Value : "";

    public Reply Throttle(int? retryAfter)
    {
        var reply = Error(429, "Too many requests");
        return retryAfter is null ? reply : reply with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-RateLimit-Limit"] = "300",
                ["X-RateLimit-Remaining"] = "0",
                ["X-RateLimit-Reset"] = (journal.Now + TimeSpan.FromSeconds(retryAfter.Value)).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            },
        };
    }

    public Reply Fail() => new(503, null);

    public Reply Answer(Call call)
    {
        var operation = OperationOf(call);
        if (operation == "instance") return new Reply(200, MastodonText.Instance());
        var language = LanguageOf(call);
        if (language.Length == 0) return Error(401, "The access token is invalid");
        if (call.Parameters() is not { } parameters) return Error(400, "The body cannot be read");
        var (account, id) = (AccountOf(language), Route().Match(call.Path).Groups["id"].Value);
        return operation switch
        {
            "post" => Post(call, parameters, account, language),
            "edit" => Edit(call, parameters, account, id),
            "delete" => Delete(call, account, id),
            "read" => Standing(account, id, call) is { } post ? Ok(MastodonText.Status(post, call)) : Error(404, "Record not found"),
            "upload" => Upload(call, parameters, account, language),
            "medium" => journal.Find(Name, account + "/media", id) is { } held ? Ok(MastodonText.Medium(held)) : Error(404, "Record not found"),
            "list" => List(call, account, id),
            "account" => Ok(MastodonText.Account(account, language)),
            _ => Error(404, "Record not found"),
        };
    }

    private Reply Post(Call call, JsonObject parameters, string account, string language)
    {
        var key = (account, call.Headers.GetValueOrDefault("Idempotency-Key") ?? "");
        if (key.Item2.Length > 0 && keys.TryGetValue(key, out var known) && call.At - known.At < RemembersKeys && journal.Find(Name, account, known.Id) is { } same) return Ok(MastodonText.Status(same, call));
        var text = parameters["status"]?.ToString() ?? "";
        if (FaultOf(text) is { } fault) return fault;
        if (PicturesOf(parameters, account) is not { } held) return Error(422, "Validation failed: Media attachments are missing, or more than 4");
        if (text.Length == 0 && held.Count == 0) return Error(422, "Validation failed: Text can't be blank");
        var post = journal.Keep("posted", new Post
        {
            Network = Name, Account = account, Language = language, Id = NextId(account, call.At), Text = text, Links = LinksIn(text), Pictures = held,
            Public = parameters["visibility"]?.ToString() is null or "public", CreatedAt = call.At,
        });
        if (key.Item2.Length > 0) keys[key] = (post.Id, call.At);
        return Ok(MastodonText.Status(post, call));
    }

    private Reply Edit(Call call, JsonObject parameters, string account, string id)
    {
        if (Standing(account, id, call) is not { } post) return Error(404, "Record not found");
        var text = parameters["status"]?.ToString() ?? "";
        if (FaultOf(text) is { } fault) return fault;
        if (PicturesOf(parameters, account) is not { } held) return Error(422, "Validation failed: Media attachments are missing, or more than 4");
        return Ok(MastodonText.Status(text == post.Text && held.SequenceEqual(post.Pictures) ? post : journal.Keep("edited", post with { Text = text, Links = LinksIn(text), Pictures = held, EditedAt = call.At }), call));
    }

    private Reply Delete(Call call, string account, string id)
    {
        if (Standing(account, id, call) is not { } post) return Error(404, "Record not found");
        return Ok(MastodonText.Status(journal.Keep("deleted", post with { DeletedAt = call.At }), call));
    }

    private Reply Upload(Call call, JsonObject parameters, string account, string language)
    {
        if (!call.Files.TryGetValue("file", out var bytes) || !Pictures.IsPicture(bytes)) return Error(422, "Validation failed: File content type is invalid");
        if (bytes.Length > LargestPicture) return Error(422, "Validation failed: File size must be less than 16 MB");
        var alt = parameters["description"]?.ToString() ?? "";
        if (alt.Length > 1500) return Error(422, "Validation failed: Description is too long (maximum is 1500 characters)");
        return Ok(MastodonText.Medium(journal.Keep("uploaded", new Post
        {
            Network = Name, Account = account + "/media", Language = language, Id = NextId(account + "/media", call.At), Text = "", Links = [],
            Pictures = [new Picture(pictures.Keep(bytes), alt)], Public = false, CreatedAt = call.At,
        })));
    }

    private Reply List(Call call, string account, string asked)
    {
        if (asked != account) return Ok(new JsonArray());
        var since = ulong.TryParse(call.QueryValue("since_id"), CultureInfo.InvariantCulture, out var newer) ? newer : 0;
        var before = ulong.TryParse(call.QueryValue("max_id"), CultureInfo.InvariantCulture, out var older) ? older : ulong.MaxValue;
        var most = int.TryParse(call.QueryValue("limit"), CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 40) : 20;
        return Ok(new JsonArray([.. journal.Of(Name, account)
            .Where(post => post.DeletedAt is null && post.CreatedAt <= call.SeesUntil && Number(post) > since && Number(post) < before)
            .OrderByDescending(Number).Take(most).Select(post => MastodonText.Status(post, call))]));
    }

    private Post? Standing(string account, string id, Call call) => journal.Find(Name, account, id) is { DeletedAt: null } post && post.CreatedAt <= call.SeesUntil ? post : null;

    // Null where an id is none.
    private List<Picture>? PicturesOf(JsonObject parameters, string account)
    {
        var ids = (parameters["media_ids"] as JsonArray ?? []).Select(id => id?.ToString() ?? "").ToList();
        var held = ids.Select(id => journal.Find(Name, account + "/media", id)).OfType<Post>().ToList();
        return held.Count == ids.Count && ids.Count <= 4 ? [.. held.Select(post => post.Pictures[0] with { Id = post.Id })] : null;
    }

    private static Reply? FaultOf(string text) => MastodonText.LengthOf(text) > LongestText ? Error(422, $"Validation failed: Text character limit of {LongestText} exceeded") : null;

    private static IReadOnlyList<string> LinksIn(string text) => [.. Addresses.In(text).Select(link => link.Value).Distinct()];

    /// <summary>The account of a language: a number, as everywhere on Mastodon.</summary>
    internal static string AccountOf(string language) => "1090" + string.Concat(language.Select(letter => ((int)letter).ToString(CultureInfo.InvariantCulture)));

    // Milliseconds and a counter: ids grow with time.
    private string NextId(string account, DateTimeOffset at) =>
        Math.Max((ulong)at.ToUnixTimeMilliseconds() << 16, journal.Of(Name, account).Select(Number).DefaultIfEmpty(0UL).Max() + 1).ToString(CultureInfo.InvariantCulture);

    private static ulong Number(Post post) => ulong.Parse(post.Id, CultureInfo.InvariantCulture);

    private static Reply Ok(JsonNode body) => new(200, body) { Headers = new Dictionary<string, string> { ["X-RateLimit-Limit"] = "300", ["X-RateLimit-Remaining"] = "299" } };

    private static Reply Error(int status, string error) => new(status, new JsonObject { ["error"] = error });

    [GeneratedRegex("^/api/v[12]/(?<what>statuses|media|accounts|instance)(/(?<id>[^/]+))?(?<list>/statuses)?$")]
    private static partial Regex Route();

    [GeneratedRegex("^Bearer sandbox-mastodon-(?<language>[a-z]{2})$")]
    private static partial Regex Token();
}
