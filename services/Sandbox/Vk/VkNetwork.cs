using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Vk;

/// <summary>VK's API as far as a community needs it: posts that are deferred and published later, photographs by way of a server for them, errors with the status 200.</summary>
public sealed partial class VkNetwork(Journal journal, Pictures pictures) : INetwork
{
    private const int LongestText = 15_895;
    private const int MostAttachments = 10;

    public string Name => "vk";

    public string OperationOf(Call call) => call.Path.StartsWith("/upload/", StringComparison.Ordinal) ? "upload" : Route().Match(call.Path) is { Success: true } route ? route.Groups["method"].Value : "unknown";

    // Of a call that is not read yet, nobody knows whose it is.
    public string LanguageOf(Call call) => call.Path.StartsWith("/upload/", StringComparison.Ordinal) ? call.Path["/upload/".Length..] : Token().Match(call.Parameters()?["access_token"]?.ToString() ?? "").Groups["language"].Value;

    public Reply Throttle(int? retryAfter) => Error(6, "Too many requests per second");

    public Reply Fail() => Error(10, "Internal server error: could not get the object from server");

    public Reply Answer(Call call)
    {
        var (operation, language) = (OperationOf(call), LanguageOf(call));
        if (operation == "upload") return Upload(call);
        if (call.Parameters() is not { } parameters) return Error(100, "One of the parameters specified was missing or invalid");
        if (language.Length == 0) return Error(5, "User authorization failed: invalid access_token (4).");
        if (parameters["v"]?.ToString() is not { Length: > 0 }) return Error(8, "Invalid request: v (version) is required");
        var owner = "-" + GroupOf(language);
        if (parameters["owner_id"]?.ToString() is { } asked && asked != owner) return Error(15, "Access denied: no access to this community");
        return operation switch
        {
            "wall.post" => parameters["post_id"] is not null ? Publish(call, parameters, owner) : Post(call, parameters, owner, language),
            "wall.edit" => Edit(call, parameters, owner),
            "wall.delete" => Delete(call, parameters, owner),
            "wall.getById" => Found([.. (parameters["posts"]?.ToString() ?? "").Split(',').Select(post => post.StartsWith(owner + "_", StringComparison.Ordinal) ? Standing(owner, post[(owner.Length + 1)..]) : null).OfType<Post>()]),
            "wall.get" => Found([.. journal.Of(Name, owner).Where(post => post.Public == (parameters["filter"]?.ToString() != "postponed") && post.DeletedAt is null && post.CreatedAt <= call.SeesUntil).Reverse().Take(100)]),
            "photos.getWallUploadServer" => Ok(new JsonObject { ["upload_url"] = call.Address[..call.Address.IndexOf("/vk/", StringComparison.Ordinal)] + "/vk/upload/" + language, ["album_id"] = -14, ["user_id"] = 0 }),
            "photos.saveWallPhoto" => Save(call, parameters, owner, language),
            _ => Error(3, "Unknown method passed"),
        };
    }

    private Reply Post(Call call, JsonObject parameters, string owner, string language)
    {
        if (parameters["from_group"]?.ToString() != "1") return Error(214, "Access to adding post denied: the post must be the community's");
        if (Words(parameters, owner, out var text, out var links, out var held) is { } fault) return fault;
        var deferred = long.TryParse(parameters["publish_date"]?.ToString(), CultureInfo.InvariantCulture, out var second);
        if (deferred && (second <= call.At.ToUnixTimeSeconds() || second > call.At.AddDays(366).ToUnixTimeSeconds())) return Error(100, "One of the parameters specified was missing or invalid: publish_date");
        var post = journal.Keep(deferred ? "staged" : "posted", new Post
        {
            Network = Name, Account = owner, Language = language, Id = (journal.Of(Name, owner).Count + 1).ToString(CultureInfo.InvariantCulture), Text = text, Links = links, Pictures = held, Public = !deferred, CreatedAt = call.At,
        });
        return Ok(new JsonObject { ["post_id"] = long.Parse(post.Id, CultureInfo.InvariantCulture) });
    }

    private Reply Publish(Call call, JsonObject parameters, string owner)
    {
        if (Standing(owner, parameters["post_id"]?.ToString() ?? "") is not { Public: false } post) return Error(100, "One of the parameters specified was missing or invalid: post_id");
        journal.Keep("published", post with { Public = true, CreatedAt = call.At });
        return Ok(new JsonObject { ["post_id"] = long.Parse(post.Id, CultureInfo.InvariantCulture) });
    }

    private Reply Edit(Call call, JsonObject parameters, string owner)
    {
        if (Standing(owner, parameters["post_id"]?.ToString() ?? "") is not { } post) return Error(100, "One of the parameters specified was missing or invalid: post_id");
        if (Words(parameters, owner, out var text, out var links, out var held) is { } fault) return fault;
        if (text != post.Text || !held.SequenceEqual(post.Pictures)) journal.Keep("edited", post with { Text = text, Links = links, Pictures = held, EditedAt = call.At });
        return Ok(new JsonObject { ["post_id"] = long.Parse(post.Id, CultureInfo.InvariantCulture) });
    }

    private Reply Delete(Call call, JsonObject parameters, string owner)
    {
        if (Standing(owner, parameters["post_id"]?.ToString() ?? "") is not { } post) return Error(100, "One of the parameters specified was missing or invalid: post_id");
        journal.Keep("deleted", post with { DeletedAt = call.At });
        return new Reply(200, new JsonObject { ["response"] = 1 });
    }

    // The server for photographs knows no token: what it answers is worth something only to who may save it.
    private Reply Upload(Call call) => call.Files.TryGetValue("photo", out var bytes) && Pictures.IsPicture(bytes)
        ? new Reply(200, new JsonObject { ["server"] = 1, ["photo"] = pictures.Keep(bytes), ["hash"] = "sandbox" })
        : new Reply(200, new JsonObject { ["server"] = 1, ["photo"] = "[]", ["hash"] = "sandbox" });

    private Reply Save(Call call, JsonObject parameters, string owner, string language)
    {
        if (parameters["photo"]?.ToString() is not { } photo || pictures.Find(photo) is null || parameters["hash"]?.ToString() != "sandbox") return Error(100, "One of the parameters specified was missing or invalid: photos_list is invalid");
        var album = owner + "/photos";
        var saved = journal.Keep("uploaded", new Post
        {
            Network = Name, Account = album, Language = language, Id = (457_239_000 + journal.Of(Name, album).Count).ToString(CultureInfo.InvariantCulture), Text = "", Links = [],
            Pictures = [new Picture(photo, parameters["caption"]?.ToString() ?? "")], Public = false, CreatedAt = call.At,
        });
        return new Reply(200, new JsonObject { ["response"] = new JsonArray(new JsonObject { ["id"] = long.Parse(saved.Id, CultureInfo.InvariantCulture), ["owner_id"] = long.Parse(owner, CultureInfo.InvariantCulture), ["text"] = saved.Pictures[0].Alt }) });
    }

    private Reply? Words(JsonObject parameters, string owner, out string text, out IReadOnlyList<string> links, out IReadOnlyList<Picture> held)
    {
        text = parameters["message"]?.ToString() ?? "";
        var attachments = (parameters["attachments"]?.ToString() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        links = [.. Addresses.In(text).Select(link => link.Value).Concat(attachments.Where(one => one.StartsWith("http", StringComparison.Ordinal))).Distinct()];
        var photographs = attachments.Where(one => one.StartsWith("photo", StringComparison.Ordinal)).Select(one => (Name: one, Post: journal.Find(Name, owner + "/photos", one.Split('_')[^1]))).ToList();
        held = [.. photographs.Where(one => one.Post is not null).Select(one => one.Post!.Pictures[0] with { Id = one.Post.Id })];
        if (text.Length == 0 && attachments.Length == 0) return Error(100, "One of the parameters specified was missing or invalid: message is empty");
        if (text.Length > LongestText) return Error(100, "One of the parameters specified was missing or invalid: message is too long");
        return attachments.Length > MostAttachments || held.Count < photographs.Count ? Error(100, "One of the parameters specified was missing or invalid: attachments") : null;
    }

    private Post? Standing(string owner, string id) => journal.Find(Name, owner, id) is { DeletedAt: null } post ? post : null;

    private static Reply Found(IReadOnlyList<Post> posts) => Ok(new JsonObject { ["count"] = posts.Count, ["items"] = new JsonArray([.. posts.Select(ToJson)]) });

    private static JsonObject ToJson(Post post) => new()
    {
        ["id"] = long.Parse(post.Id, CultureInfo.InvariantCulture), ["owner_id"] = long.Parse(post.Account, CultureInfo.InvariantCulture), ["from_id"] = long.Parse(post.Account, CultureInfo.InvariantCulture),
        ["date"] = post.CreatedAt.ToUnixTimeSeconds(), ["post_type"] = post.Public ? "post" : "postpone", ["text"] = post.Text,
        ["attachments"] = new JsonArray([
            .. post.Pictures.Select(picture => new JsonObject { ["type"] = "photo", ["photo"] = new JsonObject { ["id"] = long.Parse(picture.Id!, CultureInfo.InvariantCulture), ["owner_id"] = long.Parse(post.Account, CultureInfo.InvariantCulture) } }),
            .. post.Links.Take(1).Select(link => new JsonObject { ["type"] = "link", ["link"] = new JsonObject { ["url"] = link } }),
        ]),
    };

    private static string GroupOf(string language) => "2" + string.Concat(language.Select(letter => ((int)letter).ToString(CultureInfo.InvariantCulture)));

    private static Reply Ok(JsonObject response) => new(200, new JsonObject { ["response"] = response });

    private static Reply Error(int code, string message) => new(200, new JsonObject { ["error"] = new JsonObject { ["error_code"] = code, ["error_msg"] = message, ["request_params"] = new JsonArray() } });

    [GeneratedRegex(@"^/method/(?<method>[a-z]+\.[A-Za-z]+)$")]
    private static partial Regex Route();

    [GeneratedRegex("^sandbox-vk-(?<language>[a-z]{2})$")]
    private static partial Regex Token();
}
