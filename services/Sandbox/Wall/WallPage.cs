using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Akorda.Sandbox.Posts;

namespace Akorda.Sandbox.Wall;

/// <summary>The wall's HTML.</summary>
/// <param name="Language">Only this language; null for all.</param>
/// <param name="Network">Only this network; null for all.</param>
/// <param name="Live">Whether the page loads itself again.</param>
internal sealed record WallPage(string? Language, string? Network, bool Live)
{
    private const int MostByNetwork = 60;

    private static readonly (string Id, string Name)[] Networks = [("telegram", "Telegram"), ("x", "X"), ("facebook", "Facebook"), ("mastodon", "Mastodon"), ("bluesky", "Bluesky"), ("linkedin", "LinkedIn"), ("vk", "VK"), ("webhook", "Webhook")];

    private static readonly Dictionary<string, (string Name, string Language)> Accounts = new()
    {
        ["kk"] = ("Ақорда", "Қазақша"),
        ["ru"] = ("Акорда", "Русский"),
        ["en"] = ("Akorda", "English"),
    };

    private static readonly TimeZoneInfo Almaty = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    /// <summary>Where on the page a post is.</summary>
    public static string AnchorOf(string network, string account, string id) => $"{network}-{account}-{id}";

    /// <summary>The page.</summary>
    public string Render(IReadOnlyList<Post> posts)
    {
        var languages = Accounts.Keys.Concat(posts.Select(post => post.Language)).Distinct().ToList();
        // Of the networks that events are not posted to by default, those with posts.
        var shown = Networks.Where((network, place) => Network is null ? place < 3 || posts.Any(post => post.Network == network.Id) : network.Id == Network).ToList();
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            {(Live ? "<meta http-equiv=\"refresh\" content=\"3\">" : "")}
            <title>The wall: posts on the sandbox networks</title>
            <link rel="stylesheet" href="/wall.css">
            </head>
            <body>
            <header class="top">
              <div>
                <h1>The wall</h1>
                <p>What readers of the imitated networks see. Nothing here has left this machine.</p>
              </div>
              <nav aria-label="Show">
                <ul>{Choice("All languages", Language is null, null, Network)}{string.Concat(languages.Select(code => Choice(NameOf(code), Language == code, code, Network)))}</ul>
                <ul>{Choice("All networks", Network is null, Language, null)}{string.Concat(Networks.Select(network => Choice(network.Name, Network == network.Id, Language, network.Id)))}</ul>
                <a class="live" href="{AddressOf(Language, Network, !Live)}">{(Live ? "Stop refreshing" : "Refresh by itself")}</a>
              </nav>
            </header>
            <main class="networks">
            {string.Concat(shown.Select(network => Column(network.Id, network.Name, posts)))}
            </main>
            </body>
            </html>

            """;
    }

    private string Column(string id, string name, IReadOnlyList<Post> posts)
    {
        var mine = posts.Where(post => post.Network == id && (Language is null || post.Language == Language)).ToList();
        var standing = mine.Count(post => post.DeletedAt is null);
        var cards = mine.Count == 0 ? """<p class="none">No posts yet.</p>""" : string.Concat(mine.Take(MostByNetwork).Select(Card));
        return $"""
            <section class="network {id}" aria-labelledby="{id}">
            <h2 id="{id}"><span class="sign" aria-hidden="true"></span>{name} <small>{standing}</small></h2>
            {cards}
            </section>

            """;
    }

    private static string Card(Post post)
    {
        var name = Accounts.TryGetValue(post.Language, out var account) ? account.Name : post.Account;
        var gone = post.DeletedAt is { } deleted ? $"""<p class="mark gone">Deleted {Time(deleted)}: readers do not see it any more</p>""" : "";
        var edited = post.EditedAt is { } at ? $"""<span class="mark">edited {Time(at)}</span>""" : "";
        var quoted = post is { Network: "x" or "bluesky", Origin: { } origin } ? $"""<p class="quoted">Quotes <a href="#{AnchorOf(post.Network, post.Account, origin)}">an earlier post</a></p>""" : "";
        var preview = post.Links.Count > 0 && Uri.TryCreate(post.Links[^1], UriKind.Absolute, out var link)
            ? $"""<a class="preview" href="{Encode(link.AbsoluteUri)}" rel="noreferrer"><b>{Encode(link.Authority)}</b><span>{Encode(Uri.UnescapeDataString(link.AbsolutePath))}</span></a>"""
            : "";
        return $"""
            <article class="post{(post.DeletedAt is null ? "" : " deleted")}" id="{Encode(AnchorOf(post.Network, post.Account, post.Id))}">
            {gone}
            <header><span class="face" aria-hidden="true">{Encode(name[..1])}</span><span class="who"><b>{Encode(name)}</b> <span class="account">@{Encode(post.Account)}</span></span><span class="language">{Encode(post.Language)}</span></header>
            <div class="text" lang="{Encode(post.Language)}">{Words(post)}</div>
            {string.Concat(post.Pictures.Select(picture => $"""<img src="/pictures/{picture.Name}" alt="{Encode(picture.Alt)}" loading="lazy">"""))}
            {quoted}{(post.Pictures.Count > 0 ? "" : preview)}
            <footer><time datetime="{post.CreatedAt.UtcDateTime:O}">{Time(post.CreatedAt)}</time>{edited}</footer>
            </article>

            """;
    }

    // Bold where Telegram was told so; links everywhere. Everything else is text.
    private static string Words(Post post)
    {
        var bold = post.Entities?.FirstOrDefault(entity => entity?["type"]?.ToString() == "bold") is { } entity ? (int)entity["length"]! : 0;
        var html = new StringBuilder();
        if (bold > 0 && bold <= post.Text.Length) html.Append("<b>").Append(Encode(post.Text[..bold])).Append("</b>");
        var from = bold > 0 && bold <= post.Text.Length ? bold : 0;
        foreach (Match link in Addresses.In(post.Text))
        {
            if (link.Index < from) continue;
            html.Append(Encode(post.Text[from..link.Index])).Append(CultureInfo.InvariantCulture, $"""<a href="{Encode(link.Value)}" rel="noreferrer">{Encode(link.Value)}</a>""");
            from = link.Index + link.Length;
        }
        return html.Append(Encode(post.Text[from..])).ToString();
    }

    private string Choice(string name, bool chosen, string? language, string? network) =>
        $"""<li><a href="{AddressOf(language, network, Live)}"{(chosen ? " aria-current=\"true\"" : "")}>{Encode(name)}</a></li>""";

    private static string AddressOf(string? language, string? network, bool live)
    {
        var query = string.Join("&amp;", new[] { language is null ? null : "language=" + Uri.EscapeDataString(language), network is null ? null : "network=" + Uri.EscapeDataString(network), live ? "live=1" : null }.OfType<string>());
        return query.Length == 0 ? "/" : "/?" + query;
    }

    private static string NameOf(string language) => Accounts.TryGetValue(language, out var account) ? account.Language : language;

    private static string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Almaty).ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
