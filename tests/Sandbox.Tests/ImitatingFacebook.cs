using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Akorda.Sandbox.Facebook;

namespace Akorda.Sandbox.Tests;

public sealed class ImitatingFacebook : IDisposable
{
    private static readonly string Proof = Convert.ToHexStringLower(HMACSHA256.HashData("sandbox-app-secret"u8, "sandbox-facebook-kk"u8));
    private readonly ANetwork facebook = new((journal, pictures) => new FacebookNetwork(journal, pictures));

    [Fact]
    public void An_unpublished_post_is_seen_by_nobody_until_it_is_published()
    {
        var id = (string)Feed("Words", "false").Body["id"]!;
        Assert.False((bool)Get($"/v26.0/{id}").Body["is_published"]!);
        Assert.Empty(Get("/v26.0/sandbox-kk/published_posts").Body["data"]!.AsArray());
        Assert.True((bool)Post("/v26.0/" + id, new() { ["is_published"] = "true" }).Body["success"]!);
        Assert.True((bool)Get($"/v26.0/{id}").Body["is_published"]!);
        Assert.Single(Get("/v26.0/sandbox-kk/published_posts").Body["data"]!.AsArray());
        Assert.Equal(["staged", "published"], facebook.Changes.Select(change => change.What));
    }

    [Fact]
    public void Publishing_again_changes_nothing_and_cannot_be_undone()
    {
        var id = (string)Feed("Words", "false").Body["id"]!;
        Post("/v26.0/" + id, new() { ["is_published"] = "true" });
        Assert.Equal(200, Post("/v26.0/" + id, new() { ["is_published"] = "true" }).Status);
        Refuses(100, Post("/v26.0/" + id, new() { ["is_published"] = "false" }));
        Assert.Equal(2, facebook.Changes.Count);
    }

    [Fact]
    public void The_same_words_twice_in_a_row_are_refused_but_not_while_unpublished()
    {
        Assert.Equal(200, Feed("Words", "true").Status);
        Refuses(506, Feed("Words", "true"));
        Assert.Equal(200, Feed("Words", "false").Status);
        Assert.Equal(200, Feed("Others", "true").Status);
        Assert.Equal(200, Feed("Words", "true").Status);
    }

    [Fact]
    public void Token_proof_and_page_must_belong_together()
    {
        Refuses(190, facebook.Call("POST", "/v26.0/sandbox-kk/feed", new() { ["message"] = "x" }));
        Refuses(100, facebook.Call("POST", "/v26.0/sandbox-kk/feed", new() { ["message"] = "x", ["appsecret_proof"] = "00" }, "Bearer sandbox-facebook-kk"));
        Refuses(200, Post("/v26.0/sandbox-ru/feed", new() { ["message"] = "x" }));
    }

    [Fact]
    public void A_deleted_post_is_gone()
    {
        var id = (string)Feed("Words", "true").Body["id"]!;
        Assert.Equal(200, facebook.Call("DELETE", $"/v26.0/{id}?appsecret_proof={Proof}", null, "Bearer sandbox-facebook-kk").Status);
        Refuses(100, Get("/v26.0/" + id));
        Refuses(100, Post("/v26.0/" + id, new() { ["message"] = "again" }));
    }

    public void Dispose() => facebook.Dispose();

    private (int Status, JsonNode Body) Feed(string message, string published) => Post("/v26.0/sandbox-kk/feed", new() { ["message"] = message, ["published"] = published });

    private (int Status, JsonNode Body) Post(string path, JsonObject form)
    {
        form["appsecret_proof"] = Proof;
        return facebook.Call("POST", path, form, "Bearer sandbox-facebook-kk");
    }

    private (int Status, JsonNode Body) Get(string path) => facebook.Call("GET", $"{path}?appsecret_proof={Proof}", null, "Bearer sandbox-facebook-kk");

    private static void Refuses(int code, (int Status, JsonNode Body) reply) => Assert.Equal(code, (int)reply.Body["error"]!["code"]!);
}
