using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Akorda.Testing;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Akorda.Journeys;

/// <summary>Looks at the product from outside: the public site, and what the sandbox's networks show.</summary>
public sealed class Readers(Uri site, Uri sandbox)
{
    private readonly HttpClient pages = TestHost.Client(site);
    private readonly HttpClient networks = TestHost.Client(sandbox);

    /// <summary>A page's status and parsed content.</summary>
    public async Task<(HttpStatusCode Status, IDocument Page)> ReadAsync(string url)
    {
        using var response = await pages.GetAsync(new Uri(url));
        return (response.StatusCode, new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>The text of anything public.</summary>
    public async Task<string> TextAsync(string path)
    {
        using var response = await pages.GetAsync(new Uri(site, path));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Every page that the sitemaps name, by the index that leads to them.</summary>
    public async Task<IReadOnlyList<string>> SitemapsAsync()
    {
        List<string> named = [];
        foreach (var sitemap in Locations(await TextAsync("/sitemap.xml"))) named.AddRange(Locations(await TextAsync(new Uri(sitemap).PathAndQuery)));
        return named;
    }

    /// <summary>Everything that is visible on the networks now and links to this page.</summary>
    public async Task<IReadOnlyList<JsonNode>> PostsAsync(string url)
    {
        var changes = JsonNode.Parse(await networks.GetStringAsync(new Uri("/control/posts", UriKind.Relative)))!["changes"]!.AsArray();
        return [.. changes
            .Select(change => change!["post"]!)
            .GroupBy(post => (Network: (string)post["network"]!, Account: (string)post["account"]!, Id: (string)post["id"]!))
            .Select(post => post.Last())
            .Where(post => (bool)post["public"]! && post["deletedAt"] is null && post["links"]!.AsArray().Any(link => (string)link! == url))];
    }

    private static IEnumerable<string> Locations(string sitemap) => XDocument.Parse(sitemap).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => element.Value);
}
