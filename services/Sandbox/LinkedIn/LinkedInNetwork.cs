using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.LinkedIn;

/// <summary>LinkedIn's posts API as far as an organization's page needs it: versions that end, words that are refused twice, and texts that are cut at a bare sign without a word.</summary>
public sealed partial class LinkedInNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 3000;
    private static readonly TimeSpan RemembersWords = TimeSpan.FromHours(24);

    public string Name => "linkedin";

    public string OperationOf(Call call) => (call.Method, Route().Match(call.Path)) switch
    {
        (_, { Success: false }) => "unknown",
        ("POST", { } route) when route.Groups["what"].Value == "rest/images" => "upload",
        ("PUT", { } route) when route.Groups["what"].Value == "upload" => "put",
        ("POST", { } route) => route.Groups["id"].Success ? "edit" : "post",
        ("DELETE", _) => "delete",
        ("GET", { } route) => route.Groups["id"].Success ? "read" : "list",
        _ => "unknown",
    };

    public string LanguageOf(Call call) => Token().Match(call.Authorization ?? "") is { Success: true } token ? token.Groups["language"].Value : "";

    public Reply Throttle(int? retryAfter) => Error(429, "TOO_MANY_REQUESTS", "Resource level throttle limit for calls to this resource is reached.") with
    {
        Headers = retryAfter is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } : [],
    };

    public Reply Fail() => Error(500, "INTERNAL_SERVER_ERROR", "Internal Server Error");

    public Reply Answer(Call call)
    {
        var language = LanguageOf(call);
        if (language.Length == 0) return Error(401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user");
        if (!IsCurrent(call)) return Error(426, "NONEXISTENT_VERSION", $"Requested version {call.Headers.GetValueOrDefault("LinkedIn-Version")} is not active");
        var (account, id) = ("urn:li:organization:" + NumberOf(language), Route().Match(call.Path).Groups["id"].Value);
        return OperationOf(call) switch
        {
            "post" => Post(call, account, language),
            "edit" => Edit(call, account, id),
            "delete" => Delete(call, account, id),
            "read" => Standing(account, id, call) is { } post ? new Reply(200, ToJson(post)) : Error(404, "NOT_FOUND", "Could not find entity"),
            "list" => List(call, account),
            "upload" => Initialize(call, account),
            "put" => Hold(call, account, language, id),
            _ => Error(404, "NOT_FOUND", "No virtual resource found"),
        };
    }

    private Reply Post(Call call, string account, string language)
    {
        if (call.Parameters() is not { } parameters || parameters["commentary"]?.ToString() is not { } commentary) return Error(400, "INVALID_REQUEST", "commentary is missing");
        if (parameters["author"]?.ToString() != account) return Error(403, "ACCESS_DENIED", "Organization permissions must be used when using organization as author");
        if (parameters["lifecycleState"]?.ToString() != "PUBLISHED" || parameters["visibility"]?.ToString() != "PUBLIC") return Error(422, "INVALID_REQUEST", "Only public posts are taken here");
        var text = Shown(commentary);
        if (text.Length > LongestText) return Error(422, "INVALID_REQUEST", $"commentary has more than {LongestText} characters");
        if (PicturesOf(parameters["content"], account) is not { } held) return Error(422, "INVALID_REQUEST", "content names no image of this owner");
        if (journal.Of(Name, account).LastOrDefault(post => post.Text == text && post.DeletedAt is null && call.At - post.CreatedAt < RemembersWords) is { } same) return Duplicate(same.Id);
        var source = parameters["content"]?["article"]?["source"]?.ToString();
        var made = journal.Keep("posted", new Post
        {
            Network = Name, Account = account, Language = language, Id = "urn:li:share:" + NextId(account, call.At), Text = text,
            Links = [.. Addresses.In(text).Select(link => link.Value).Append(source).OfType<string>().Distinct()], Pictures = held, Record = parameters["content"]?.DeepClone().AsObject(), Public = true, CreatedAt = call.At,
        });
        return new Reply(201, null) { Headers = new Dictionary<string, string> { ["x-restli-id"] = made.Id } };
    }

    private Reply Edit(Call call, string account, string id)
    {
        if (call.Headers.GetValueOrDefault("X-RestLi-Method") != "PARTIAL_UPDATE") return Error(400, "INVALID_REQUEST", "X-RestLi-Method is missing");
        if (Standing(account, id, call) is not { } post) return Error(404, "NOT_FOUND", "Could not find entity");
        if (call.Parameters()?["patch"]?["$set"]?["commentary"]?.ToString() is not { } commentary) return Error(400, "INVALID_REQUEST", "patch.$set.commentary is missing");
        var text = Shown(commentary);
        if (text != post.Text) journal.Keep("edited", post with { Text = text, Links = [.. post.Links.Concat(Addresses.In(text).Select(link => link.Value)).Distinct()], EditedAt = call.At });
        return new Reply(204, null);
    }

    private Reply Delete(Call call, string account, string id)
    {
        if (Standing(account, id, call) is { } post) journal.Keep("deleted", post with { DeletedAt = call.At });
        return new Reply(204, null);
    }

    private Reply List(Call call, string account)
    {
        if (call.Headers.GetValueOrDefault("X-RestLi-Method") != "FINDER" || call.QueryValue("q") != "author" || call.QueryValue("author") != account) return Error(400, "INVALID_REQUEST", "q, author or X-RestLi-Method is wrong");
        var most = int.TryParse(call.QueryValue("count"), CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, 100) : 10;
        return new Reply(200, new JsonObject
        {
            ["elements"] = new JsonArray([.. journal.Of(Name, account).Where(post => post.DeletedAt is null && post.CreatedAt <= call.SeesUntil).Reverse().Take(most).Select(ToJson)]),
            ["paging"] = new JsonObject { ["start"] = 0, ["count"] = most },
        });
    }

    private Reply Initialize(Call call, string account)
    {
        if (call.QueryValue("action") != "initializeUpload" || call.Parameters()?["initializeUploadRequest"]?["owner"]?.ToString() != account) return Error(400, "INVALID_REQUEST", "initializeUploadRequest.owner is wrong");
        var id = "C" + NextId(account + "/images", call.At);
        return new Reply(200, new JsonObject
        {
            ["value"] = new JsonObject { ["uploadUrl"] = call.Address[..call.Address.IndexOf("/linkedin/", StringComparison.Ordinal)] + "/linkedin/upload/" + id, ["image"] = "urn:li:image:" + id, ["uploadUrlExpiresAt"] = call.At.AddHours(24).ToUnixTimeMilliseconds() },
        });
    }

    private Reply Hold(Call call, string account, string language, string id)
    {
        if (!Pictures.IsPicture(call.Bytes)) return Error(400, "INVALID_REQUEST", "The body is no image");
        journal.Keep("uploaded", new Post
        {
            Network = Name, Account = account + "/images", Language = language, Id = "urn:li:image:" + id, Text = "", Links = [], Pictures = [new Picture(pictures.Keep(call.Bytes), "")], Public = false, CreatedAt = call.At,
        });
        return new Reply(201, null);
    }

    private List<Picture>? PicturesOf(JsonNode? content, string account)
    {
        var named = (content?["multiImage"]?["images"] as JsonArray ?? []).Append(content?["media"]).OfType<JsonNode>().ToList();
        var held = named.Select(image => (Alt: image["altText"]?.ToString() ?? "", Post: journal.Find(Name, account + "/images", image["id"]?.ToString() ?? ""))).ToList();
        return held.All(one => one.Post is not null) ? [.. held.Select(one => one.Post!.Pictures[0] with { Alt = one.Alt })] : null;
    }

    private Post? Standing(string account, string id, Call call) => journal.Find(Name, account, id) is { DeletedAt: null } post && post.CreatedAt <= call.SeesUntil ? post : null;

    private static JsonObject ToJson(Post post) => new()
    {
        ["id"] = post.Id, ["author"] = post.Account, ["commentary"] = Signs().Replace(post.Text, @"\$0"), ["content"] = post.Record?.DeepClone(), ["lifecycleState"] = "PUBLISHED", ["visibility"] = "PUBLIC",
        ["createdAt"] = post.CreatedAt.ToUnixTimeMilliseconds(),
    };

    // A sign that stands bare outside a link ends the text, and nobody is told.
    private static string Shown(string commentary)
    {
        var shown = new StringBuilder();
        var links = Addresses.In(commentary).ToList();
        for (var at = 0; at < commentary.Length; at++)
        {
            if (links.FirstOrDefault(link => link.Index == at) is { } link)
            {
                shown.Append(link.Value);
                at += link.Length - 1;
            }
            else if (commentary[at] == '\\' && at + 1 < commentary.Length) shown.Append(commentary[++at]);
            else if (Signs().IsMatch(commentary[at].ToString())) break;
            else shown.Append(commentary[at]);
        }
        return shown.ToString();
    }

    // A version is active for a year.
    private static bool IsCurrent(Call call) =>
        DateTime.TryParseExact(call.Headers.GetValueOrDefault("LinkedIn-Version"), "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        && month <= call.At.UtcDateTime && month.AddMonths(13) > call.At.UtcDateTime;

    private static string NumberOf(string language) => "1" + string.Concat(language.Select(letter => ((int)letter).ToString(CultureInfo.InvariantCulture)));

    private string NextId(string account, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}{journal.Of(Name, account).Count:D6}");

    private static Reply Duplicate(string urn) => new(422, new JsonObject
    {
        ["message"] = $"Content is a duplicate of {urn}", ["status"] = 422,
        ["errorDetails"] = new JsonObject { ["inputErrors"] = new JsonArray(new JsonObject { ["description"] = "Duplicate post is detected", ["code"] = "DUPLICATE_POST" }) },
    });

    private static Reply Error(int status, string code, string message) => new(status, new JsonObject { ["status"] = status, ["code"] = code, ["message"] = message });

    [GeneratedRegex("^/(?<what>rest/posts|rest/images|upload)(/(?<id>[^/]+))?$")]
    private static partial Regex Route();

    [GeneratedRegex("^Bearer sandbox-linkedin-(?<language>[a-z]{2})$")]
    private static partial Regex Token();

    [GeneratedRegex(@"[\\|{}@\[\]()<>#*_~]")]
    private static partial Regex Signs();
}
