using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Facebook;

/// <summary>The Graph API as far as a page needs it: posts that are made unpublished and published later, its codes of errors, its token and proof.</summary>
public sealed partial class FacebookNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 63206;
    private const int LargestPicture = 4 * 1024 * 1024;

    public string Name => "facebook";

    public string OperationOf(Call call) => (call.Method, Route().Match(call.Path)) switch
    {
        (_, { Success: false }) => "unknown",
        ("POST", { } route) when route.Groups["edge"].Value == "feed" => "feed",
        ("POST", { } route) when route.Groups["edge"].Value == "photos" => "photo",
        ("POST", _) => "change",
        ("DELETE", _) => "delete",
        ("GET", { } route) when route.Groups["edge"].Value == "published_posts" => "list",
        ("GET", _) => "read",
        _ => "unknown",
    };

    public string LanguageOf(Call call) => Token().Match(call.Authorization ?? "") is { Success: true } token ? token.Groups["language"].Value : "";

    public Reply Throttle(int? retryAfter)
    {
        var reply = Error(400, 32, 0, "Page request limit reached");
        return retryAfter is null ? reply : reply with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Business-Use-Case-Usage"] = $$"""{"sandbox":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":{{Math.Max(1, retryAfter.Value / 60)}}}]}""",
            },
        };
    }

    public Reply Fail() => Error(500, 2, 0, "An unexpected error has occurred. Please retry your request later.");

    public Reply Answer(Call call)
    {
        var language = LanguageOf(call);
        if (language.Length == 0) return Error(400, 190, 467, "Invalid OAuth access token.");
        if (call.Parameters() is not { } parameters) return Error(400, 100, 0, "The body cannot be read.");
        if ((parameters["appsecret_proof"]?.ToString() ?? call.QueryValue("appsecret_proof")) != Proof(language)) return Error(400, 100, 0, "Invalid appsecret_proof provided in the API argument");
        var route = Route().Match(call.Path);
        var (node, page) = (route.Groups["node"].Value, "sandbox-" + language);
        if (OperationOf(call) is "feed" or "photo" or "list" && node != page) return Error(403, 200, 0, "(#200) The token is another page's.");
        return OperationOf(call) switch
        {
            "feed" => Make(call, parameters, page, language),
            "photo" => Hold(call, parameters, page, language),
            "change" => Change(call, parameters, page, node),
            "delete" => Delete(call, page, node),
            "read" => Read(page, node),
            "list" => List(call, page),
            _ => Error(400, 100, 0, "Unsupported request"),
        };
    }

    private Reply Make(Call call, JsonObject parameters, string page, string language)
    {
        var message = parameters["message"]?.ToString() ?? "";
        var link = parameters["link"]?.ToString();
        if (message.Length == 0 && link is null) return Error(400, 100, 0, "(#100) Missing message or attachment");
        if (message.Length > LongestText) return Error(400, 100, 0, "(#100) The message is too long");
        if (PicturesOf(parameters, page) is not { } held) return Error(400, 100, 0, "(#100) attached_media names no photograph of this page");
        var published = parameters["published"]?.ToString() != "false";
        // Not twice in a row; what is unpublished is nobody's duplicate.
        if (published && journal.Of(Name, page).LastOrDefault(post => post.Public && post.DeletedAt is null)?.Text == message)
            return Error(400, 506, 0, "Duplicate status message");
        var post = journal.Keep(published ? "posted" : "staged", new Post
        {
            Network = Name,
            Account = page,
            Language = language,
            Id = string.Create(CultureInfo.InvariantCulture, $"{page}_{journal.Of(Name, page).Count + 1}"),
            Text = message,
            Links = [.. Addresses.In(message).Select(found => found.Value).Append(link).OfType<string>().Distinct()],
            Pictures = held,
            Public = published,
            CreatedAt = call.At,
        });
        return Ok(new JsonObject { ["id"] = post.Id });
    }

    private Reply Hold(Call call, JsonObject parameters, string page, string language)
    {
        if (parameters["published"]?.ToString() != "false") return Error(400, 100, 0, "(#100) The sandbox takes photographs for posts only.");
        if (!call.Files.TryGetValue("source", out var bytes) || !Pictures.IsPicture(bytes)) return Error(400, 100, 1366046, "(#100) Your photos couldn't be uploaded. Photos should be saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.");
        if (bytes.Length > LargestPicture) return Error(400, 100, 1366046, "(#100) Photos should be less than 4 MB.");
        var held = journal.Keep("uploaded", new Post
        {
            Network = Name, Account = page + "/photos", Language = language,
            Id = (journal.Of(Name, page + "/photos").Count + 1_000_000).ToString(CultureInfo.InvariantCulture), Text = "", Links = [],
            Pictures = [new Picture(pictures.Keep(bytes), parameters["alt_text_custom"]?.ToString() ?? "")], Public = false, CreatedAt = call.At,
        });
        return Ok(new JsonObject { ["id"] = held.Id });
    }

    // Null where an id is none.
    private List<Picture>? PicturesOf(JsonObject parameters, string page)
    {
        if (parameters["attached_media"]?.ToString() is not { Length: > 0 } given) return [];
        if (JsonNode.Parse(given) is not JsonArray { Count: <= 10 } media) return null;
        var held = media.Select(one => journal.Find(Name, page + "/photos", one?["media_fbid"]?.ToString() ?? "")).OfType<Post>().ToList();
        return held.Count == media.Count ? [.. held.Select(post => post.Pictures[0])] : null;
    }

    private Reply Change(Call call, JsonObject parameters, string page, string node)
    {
        if (Standing(page, node) is not { } post) return Gone(node);
        if (parameters["is_published"]?.ToString() is { } flag)
        {
            if (flag != "true") return Error(400, 100, 0, "(#100) A published post cannot be unpublished");
            if (!post.Public) journal.Keep("published", post with { Public = true, CreatedAt = call.At });
        }
        else if (parameters["message"]?.ToString() is { Length: > 0 and <= LongestText } message)
        {
            if (message != post.Text) journal.Keep("edited", post with { Text = message, EditedAt = call.At, Links = [.. post.Links.Concat(Addresses.In(message).Select(found => found.Value)).Distinct()] });
        }
        else return Error(400, 100, 0, "(#100) Nothing to change");
        return Ok(new JsonObject { ["success"] = true });
    }

    private Reply Delete(Call call, string page, string node)
    {
        if (Standing(page, node) is not { } post) return Gone(node);
        journal.Keep("deleted", post with { DeletedAt = call.At });
        return Ok(new JsonObject { ["success"] = true });
    }

    private Reply Read(string page, string node) => Standing(page, node) is { } post ? Ok(ToJson(post)) : Gone(node);

    private Reply List(Call call, string page) => Ok(new JsonObject
    {
        ["data"] = new JsonArray([.. journal.Of(Name, page).Where(post => post.Public && post.DeletedAt is null && post.CreatedAt <= call.SeesUntil).Reverse().Take(10).Select(ToJson)]),
    });

    private Post? Standing(string page, string node) => journal.Find(Name, page, node) is { DeletedAt: null } post ? post : null;

    private static JsonObject ToJson(Post post) => new()
    {
        ["id"] = post.Id,
        ["is_published"] = post.Public,
        ["message"] = post.Text,
        ["permalink_url"] = "https://www.facebook.com/" + post.Id,
        ["created_time"] = post.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+0000", CultureInfo.InvariantCulture),
        ["attachments"] = new JsonObject { ["data"] = new JsonArray([.. post.Links.Take(1).Select(link => new JsonObject { ["unshimmed_url"] = link })]) },
    };

    private static string Proof(string language) => Convert.ToHexStringLower(HMACSHA256.HashData("sandbox-app-secret"u8, Encoding.UTF8.GetBytes($"sandbox-facebook-{language}")));

    private static Reply Ok(JsonObject body) => new(200, body) { Headers = new Dictionary<string, string> { ["X-App-Usage"] = """{"call_count":1,"total_cputime":0,"total_time":1}""" } };

    private static Reply Gone(string node) =>
        Error(400, 100, 33, $"Unsupported request. Object with ID '{node}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.");

    private static Reply Error(int status, int code, int subcode, string message)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = code == 190 ? "OAuthException" : "GraphMethodException", ["code"] = code, ["fbtrace_id"] = "sandbox" };
        if (subcode != 0) error["error_subcode"] = subcode;
        return new Reply(status, new JsonObject { ["error"] = error });
    }

    [GeneratedRegex(@"^/v[0-9]+\.[0-9]+/(?<node>[^/]+)(/(?<edge>[a-z_]+))?$")]
    private static partial Regex Route();

    [GeneratedRegex("^Bearer sandbox-facebook-(?<language>[a-z]{2})$")]
    private static partial Regex Token();
}
