using System.Globalization;
using Akorda.Sandbox.Posts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Sandbox.Wall;

/// <summary>Shows the networks side by side as their readers would see them. Plain HTML: what is posted is shown, never obeyed.</summary>
public static class ShowWall
{
    // In place of the other doors' stricter policy: the page has a style sheet.
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static readonly string StyleSheet = ReadStyleSheet();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Handle).ExcludeFromDescription();
        routes.MapGet("/wall.css", () => TypedResults.Text(StyleSheet, "text/css; charset=utf-8")).ExcludeFromDescription();
        routes.MapGet("/pictures/{name}", Results<FileContentHttpResult, NotFound> (string name, Pictures pictures) =>
            pictures.Find(name) is { } bytes ? TypedResults.Bytes(bytes, "image/jpeg") : TypedResults.NotFound()).ExcludeFromDescription();
        // The addresses under which the clients say that a post is found.
        routes.MapGet("/telegram/{channel}/{id:long}", (string channel, string id) => ToPost("telegram", channel, id)).ExcludeFromDescription();
        routes.MapGet("/x/i/web/status/{id}", (string id, Journal journal) => ToPost("x", AccountOf(journal, "x", id), id)).ExcludeFromDescription();
        routes.MapGet("/linkedin/feed/update/{id}", (string id, Journal journal) => ToPost("linkedin", AccountOf(journal, "linkedin", id), id)).ExcludeFromDescription();
        routes.MapGet("/vk/wall{post}", (string post) => ToPost("vk", post.Split('_')[0], post.Split('_')[^1])).ExcludeFromDescription();
        routes.MapGet("/bluesky/profile/{did}/post/{id}", (string did, string id) => ToPost("bluesky", did, id)).ExcludeFromDescription();
        routes.MapGet("/mastodon/@{name}/{id}", (string id, Journal journal) => ToPost("mastodon", AccountOf(journal, "mastodon", id), id)).ExcludeFromDescription();
        routes.MapGet("/facebook/{id}", (string id, Journal journal) => ToPost("facebook", AccountOf(journal, "facebook", id), id)).ExcludeFromDescription();
    }

    private static ContentHttpResult Handle(HttpContext context, Journal journal, string? language, string? network, string? live)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var page = new WallPage(language, network, Live: live is not null);
        return TypedResults.Content(page.Render(Standing(journal)), "text/html; charset=utf-8");
    }

    private static RedirectHttpResult ToPost(string network, string account, string id) => TypedResults.Redirect($"/#{WallPage.AnchorOf(network, account, id)}");

    private static string AccountOf(Journal journal, string network, string id) =>
        journal.Changes.FirstOrDefault(change => change.Post.Network == network && change.Post.Id == id)?.Post.Account ?? "";

    /// <summary>Every post that was ever public, as it stands, newest first.</summary>
    private static IReadOnlyList<Post> Standing(Journal journal) =>
    [
        .. journal.Changes.GroupBy(change => (change.Post.Network, change.Post.Account, change.Post.Id))
            .Select(changes => changes.Last().Post)
            .Where(post => post.Public)
            .OrderByDescending(post => post.CreatedAt).ThenByDescending(post => post.Id, StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering)),
    ];

    private static string ReadStyleSheet()
    {
        using var stream = typeof(ShowWall).Assembly.GetManifestResourceStream("wall.css") ?? throw new InvalidOperationException("wall.css is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
