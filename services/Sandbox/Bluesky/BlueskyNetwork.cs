using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Bluesky;

/// <summary>A personal data server as far as an account needs it: sessions, blobs, records that are put under keys of the client's choice.</summary>
public sealed partial class BlueskyNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 300;
    private const int MostBytes = 3000;
    private const int LargestBlob = 1_000_000;
    private static readonly TimeSpan SessionLasts = TimeSpan.FromHours(2);

    public string Name => "bluesky";

    public string OperationOf(Call call) => Route().Match(call.Path) is { Success: true } route ? route.Groups["method"].Value : "unknown";

    public string LanguageOf(Call call) =>
        Token().Match(call.Authorization ?? "") is { Success: true } token ? token.Groups["language"].Value
        : Repo().Match(call.QueryValue("repo") ?? "") is { Success: true } repo ? repo.Groups["language"].Value
        : "";

    public Reply Throttle(int? retryAfter)
    {
        var reply = Error(429, "RateLimitExceeded", "Rate Limit Exceeded");
        return retryAfter is null ? reply : reply with
        {
            Headers = new Dictionary<string, string>
            {
                ["RateLimit-Limit"] = "3000", ["RateLimit-Remaining"] = "0", ["RateLimit-Policy"] = "3000;w=300",
                ["RateLimit-Reset"] = (journal.Now.ToUnixTimeSeconds() + retryAfter.Value).ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    public Reply Fail() => Error(502, "UpstreamFailure", "Upstream Failure");

    public Reply Answer(Call call)
    {
        var operation = OperationOf(call);
        if (operation == "createSession") return Open(call);
        var language = LanguageOf(call);
        if (operation == "getRecord") return Get(call, language);
        if (operation == "listRecords") return List(call, language);
        if (call.Authorization is null) return Error(401, "AuthMissing", "Authentication Required");
        if (language.Length == 0) return Error(400, "InvalidToken", "Token could not be verified");
        if (call.At.ToUnixTimeSeconds() >= long.Parse(Token().Match(call.Authorization).Groups["ends"].Value, CultureInfo.InvariantCulture)) return Error(400, "ExpiredToken", "Token has expired");
        if (operation == "uploadBlob") return Hold(call, language);
        if (call.Parameters() is not { } parameters) return Error(400, "InvalidRequest", "The body is not JSON");
        if (parameters["repo"]?.ToString() != DidOf(language)) return Error(400, "InvalidRequest", "Could not find repo");
        return operation switch
        {
            "putRecord" => Put(call, parameters, language),
            "deleteRecord" => Delete(call, parameters, language),
            _ => Error(501, "MethodNotImplemented", "Method Not Implemented"),
        };
    }

    private static Reply Open(Call call)
    {
        var parameters = call.Parameters();
        var identifier = Identifier().Match(parameters?["identifier"]?.ToString() ?? "");
        var language = identifier.Groups["language"].Value;
        if (!identifier.Success || parameters?["password"]?.ToString() != $"sandbox-bluesky-{language}") return Error(401, "AuthenticationRequired", "Invalid identifier or password");
        var ends = (call.At + SessionLasts).ToUnixTimeSeconds();
        return Ok(new JsonObject
        {
            ["did"] = DidOf(language), ["handle"] = identifier.Value, ["active"] = true,
            ["accessJwt"] = string.Create(CultureInfo.InvariantCulture, $"session-of-{language}-{ends}"), ["refreshJwt"] = $"session-of-{language}-refresh",
        });
    }

    private Reply Hold(Call call, string language)
    {
        if (call.Bytes.Length > 5_000_000) return Error(413, "PayloadTooLarge", "request entity too large");
        if (!Pictures.IsPicture(call.Bytes)) return Error(500, "InternalServerError", "Internal Server Error");
        var held = journal.Keep("uploaded", new Post
        {
            Network = Name, Account = DidOf(language) + "/blobs", Language = language, Id = "bafkrei" + Convert.ToHexStringLower(SHA256.HashData(call.Bytes))[..52], Text = "", Links = [],
            Pictures = [new Picture(pictures.Keep(call.Bytes), "")], Public = false, CreatedAt = call.At,
        });
        return Ok(new JsonObject { ["blob"] = new JsonObject { ["$type"] = "blob", ["ref"] = new JsonObject { ["$link"] = held.Id }, ["mimeType"] = call.ContentType ?? "image/jpeg", ["size"] = call.Bytes.Length } });
    }

    private Reply Put(Call call, JsonObject parameters, string language)
    {
        var (account, key) = (DidOf(language), parameters["rkey"]?.ToString() ?? "");
        if (!Tid().IsMatch(key)) return Error(400, "InvalidRequest", "Invalid TID string");
        if (parameters["record"] is not JsonObject record || record["text"]?.ToString() is not { } text || record["createdAt"] is null) return Error(400, "InvalidRequest", "Record/text must be a string");
        if (new StringInfo(text).LengthInTextElements is > LongestText and var length) return Error(400, "InvalidRequest", $"Invalid app.bsky.feed.post record: grapheme too big (maximum {LongestText}, got {length}) at $.record.text");
        if (Encoding.UTF8.GetByteCount(text) > MostBytes) return Error(400, "InvalidRequest", $"Invalid app.bsky.feed.post record: string too long (maximum {MostBytes}) at $.record.text");
        if (FaultOfFacets(record, text) is { } fault) return fault;
        if (PicturesOf(record, account) is not { } held) return Error(400, "BlobNotFound", "Could not find blob");
        if (held.Any(picture => pictures.Find(picture.Name)?.Length > LargestBlob)) return Error(400, "BlobTooLarge", $"This file is too large. The maximum is {LargestBlob}.");
        var digest = "bafyrei" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.ToJsonString())))[..52];
        var standing = journal.Find(Name, account, key) is { DeletedAt: null } found ? found : null;
        if (standing?.Revision == digest) return Ok(Committed(account, key, digest, isNew: false));
        if (parameters.ContainsKey("swapRecord") && parameters["swapRecord"]?.ToString() != standing?.Revision) return Error(400, "InvalidSwap", $"Record was at {standing?.Revision ?? "null"}");
        journal.Keep(standing is null ? "posted" : "edited", new Post
        {
            Network = Name, Account = account, Language = language, Id = key, Text = text, Revision = digest, Links = LinksIn(record), Pictures = held,
            Origin = record["embed"]?["record"]?["uri"]?.ToString().Split('/')[^1], Record = record.DeepClone().AsObject(), Public = true, CreatedAt = standing?.CreatedAt ?? call.At, EditedAt = standing is null ? null : call.At,
        });
        return Ok(Committed(account, key, digest, isNew: true));
    }

    private Reply Delete(Call call, JsonObject parameters, string language)
    {
        if (journal.Find(Name, DidOf(language), parameters["rkey"]?.ToString() ?? "") is { DeletedAt: null } post) journal.Keep("deleted", post with { DeletedAt = call.At });
        return Ok([]);
    }

    private Reply Get(Call call, string language) =>
        journal.Find(Name, DidOf(language), call.QueryValue("rkey") ?? "") is { DeletedAt: null } post && post.CreatedAt <= call.SeesUntil
            ? Ok(ToJson(post))
            : Error(400, "RecordNotFound", $"Could not locate record: at://{call.QueryValue("repo")}/app.bsky.feed.post/{call.QueryValue("rkey")}");

    private Reply List(Call call, string language) => Ok(new JsonObject
    {
        ["records"] = new JsonArray([.. journal.Of(Name, DidOf(language)).Where(post => post.DeletedAt is null && post.CreatedAt <= call.SeesUntil).OrderByDescending(post => post.Id, StringComparer.Ordinal)
            .Take(int.TryParse(call.QueryValue("limit"), CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 100) : 50).Select(ToJson)]),
    });

    private static JsonObject ToJson(Post post) => new() { ["uri"] = $"at://{post.Account}/app.bsky.feed.post/{post.Id}", ["cid"] = post.Revision, ["value"] = post.Record?.DeepClone() };

    private static JsonObject Committed(string account, string key, string digest, bool isNew)
    {
        var answer = new JsonObject { ["uri"] = $"at://{account}/app.bsky.feed.post/{key}", ["cid"] = digest, ["validationStatus"] = "valid" };
        if (isNew) answer["commit"] = new JsonObject { ["cid"] = digest, ["rev"] = key };
        return answer;
    }

    // Links are what the facets and the card say; the words themselves lead nowhere.
    private static IReadOnlyList<string> LinksIn(JsonObject record) =>
    [
        .. (record["facets"] as JsonArray ?? []).SelectMany(facet => facet?["features"] as JsonArray ?? []).Select(feature => feature?["uri"]?.ToString())
            .Append(record["embed"]?["external"]?["uri"]?.ToString()).OfType<string>().Distinct(),
    ];

    private static Reply? FaultOfFacets(JsonObject record, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        foreach (var facet in record["facets"] as JsonArray ?? [])
            if (facet?["index"]?["byteStart"]?.GetValue<int>() is not (>= 0 and var start) || facet["index"]?["byteEnd"]?.GetValue<int>() is not { } end || end <= start || end > bytes)
                return Error(400, "InvalidRequest", "Invalid app.bsky.feed.post record: facet index out of range");
        return null;
    }

    // Null where a blob is none.
    private List<Picture>? PicturesOf(JsonObject record, string account)
    {
        var images = record["embed"]?["images"] as JsonArray ?? [];
        var held = images.Select(image => (Alt: image?["alt"]?.ToString() ?? "", Post: journal.Find(Name, account + "/blobs", image?["image"]?["ref"]?["$link"]?.ToString() ?? ""))).ToList();
        return images.Count <= 4 && held.All(one => one.Post is not null) ? [.. held.Select(one => one.Post!.Pictures[0] with { Alt = one.Alt })] : null;
    }

    private static string DidOf(string language) => "did:plc:sandbox" + language;

    private static Reply Ok(JsonObject body) => new(200, body);

    private static Reply Error(int status, string error, string message) => new(status, new JsonObject { ["error"] = error, ["message"] = message });

    [GeneratedRegex(@"^/xrpc/com\.atproto\.(server|repo)\.(?<method>[A-Za-z]+)$")]
    private static partial Regex Route();

    [GeneratedRegex("^Bearer session-of-(?<language>[a-z]{2})-(?<ends>[0-9]+)$")]
    private static partial Regex Token();

    [GeneratedRegex("^did:plc:sandbox(?<language>[a-z]{2})$")]
    private static partial Regex Repo();

    [GeneratedRegex(@"^sandbox-(?<language>[a-z]{2})\.test$")]
    private static partial Regex Identifier();

    [GeneratedRegex("^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$")]
    private static partial Regex Tid();
}
