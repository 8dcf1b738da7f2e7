using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Akorda.Sandbox.X;

namespace Akorda.Sandbox.Tests;

public sealed class ImitatingX : IDisposable
{
    private readonly ANetwork x = new((journal, pictures) => new XNetwork(journal, pictures));
    private int nonces;

    [Fact]
    public void A_post_comes_back_with_short_links_and_whole_addresses_beside_them()
    {
        var made = Post("See https://a.kz/1 and https://a.kz/2").Body["data"]!;
        Assert.DoesNotContain("a.kz", (string)made["text"]!, StringComparison.Ordinal);
        var listed = List("").Body;
        Assert.Equal((string)made["id"]!, (string)listed["data"]![0]!["id"]!);
        Assert.Equal(["https://a.kz/1", "https://a.kz/2"], listed["data"]![0]!["entities"]!["urls"]!.AsArray().Select(url => (string)url!["expanded_url"]!).Order(StringComparer.Ordinal));
        Assert.Equal((string)made["id"]!, (string)listed["meta"]!["newest_id"]!);
    }

    [Fact]
    public void The_same_words_are_refused_for_twelve_hours_even_when_the_first_are_deleted()
    {
        var id = (string)Post("Words").Body["data"]!["id"]!;
        Refuses(403, "You are not allowed to create a Tweet with duplicate content.", Post("Words"));
        Assert.True((bool)Call("DELETE", "/2/tweets/" + id).Body["data"]!["deleted"]!);
        Refuses(403, "You are not allowed to create a Tweet with duplicate content.", Post("Words"));
        x.Now += TimeSpan.FromHours(12);
        Assert.Equal(201, Post("Words").Status);
    }

    [Theory]
    [InlineData(280, 201)]
    [InlineData(281, 403)]
    public void The_limit_is_weighted(int weight, int status) =>
        // A link weighs 23, a mark outside the light alphabets 2.
        Assert.Equal(status, Post("https://www.akorda.kz/kk/events/longer-than-its-weight №" + new string('ж', weight - 26)).Status);

    [Fact]
    public void A_listing_begins_after_an_id_and_is_paged()
    {
        var ids = Enumerable.Range(0, 12).Select(number => (string)Post($"Post {number}").Body["data"]!["id"]!).ToList();
        var first = List($"max_results=5&since_id={ids[1]}").Body;
        Assert.Equal(ids[7..].AsEnumerable().Reverse(), Ids(first));
        var second = List($"max_results=5&since_id={ids[1]}&pagination_token={(string)first["meta"]!["next_token"]!}").Body;
        Assert.Equal(ids[2..7].AsEnumerable().Reverse(), Ids(second));
        Assert.Null(second["meta"]!["next_token"]);
        Assert.Equal("""{"meta":{"result_count":0}}""", List($"since_id={ids[^1]}").Body.ToJsonString());
    }

    [Fact]
    public void Only_a_fresh_signature_of_the_accounts_own_is_taken()
    {
        Refuses(401, "Unauthorized", x.Call("POST", "/2/tweets", new() { ["text"] = "x" }));
        Refuses(401, "Unauthorized", x.Call("POST", "/2/tweets", new() { ["text"] = "x" }, Sign("POST", "/2/tweets", "another secret")));
        var once = Sign("POST", "/2/tweets");
        Assert.Equal(201, x.Call("POST", "/2/tweets", new() { ["text"] = "once" }, once).Status);
        Refuses(401, "Nonce already used.", x.Call("POST", "/2/tweets", new() { ["text"] = "twice" }, once));
        var old = Sign("POST", "/2/tweets");
        x.Now += TimeSpan.FromMinutes(16);
        Refuses(401, "Timestamp out of bounds.", x.Call("POST", "/2/tweets", new() { ["text"] = "late" }, old));
    }

    [Fact]
    public void Unknown_parameters_and_unavailable_quotations_are_refused()
    {
        Assert.Equal(400, Call("POST", "/2/tweets", new() { ["text"] = "x", ["tone"] = "kind" }).Status);
        Assert.Equal(403, Call("POST", "/2/tweets", new() { ["text"] = "x", ["quote_tweet_id"] = "1" }).Status);
    }

    public void Dispose() => x.Dispose();

    private (int Status, JsonNode Body) Post(string text) => Call("POST", "/2/tweets", new() { ["text"] = text });

    private (int Status, JsonNode Body) List(string query) => Call("GET", "/2/users/sandboxkk/tweets" + (query.Length > 0 ? "?" + query : ""));

    private (int Status, JsonNode Body) Call(string method, string path, JsonObject? body = null) => x.Call(method, path, body, Sign(method, path));

    private static IEnumerable<string> Ids(JsonNode listing) => listing["data"]!.AsArray().Select(post => (string)post!["id"]!);

    private static void Refuses(int status, string detail, (int Status, JsonNode Body) reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal(detail, (string)reply.Body["detail"]!);
    }

    private string Sign(string method, string path, string secret = "sandbox-x-kk-secret")
    {
        var parts = path.Split('?');
        string[] own =
        [
            "oauth_consumer_key=sandbox-consumer", $"oauth_nonce=n{++nonces}", "oauth_signature_method=HMAC-SHA1",
            "oauth_timestamp=" + x.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "oauth_token=sandbox-x-kk", "oauth_version=1.0",
        ];
        var signed = string.Join('&', own.Concat(parts.Length > 1 ? parts[1].Split('&') : []).Order(StringComparer.Ordinal));
        var text = $"{method}&{Uri.EscapeDataString("https://network.test" + parts[0])}&{Uri.EscapeDataString(signed)}";
#pragma warning disable CA5350 // The protocol's own algorithm.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"sandbox-consumer-secret&{Uri.EscapeDataString(secret)}"), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        return "OAuth " + string.Join(", ", own.Append("oauth_signature=" + Uri.EscapeDataString(signature)).Select(pair => pair.Split('=')[0] + "=\"" + pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..] + "\""));
    }
}
