using System.Text.Json;
using System.Xml.Linq;
using Akorda.Texts;
using AngleSharp.Html.Parser;

namespace Akorda.Site.Tests;

public sealed class HostileWords(PressFixture fixture) : IClassFixture<PressFixture>
{
    private readonly Press press = fixture.Press;

    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></head><body onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "]]><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
        "<!--<script>",
        "&lt;b&gt;&amp;&#60;script&#62;",
        "{{7*7}}${7*7}<%=7*7%>",
        "javascript:alert(1)",
        "\u2028\u2029",
        "😀 <svg/onload=alert(1)>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Are_shown_and_never_obeyed(string attack)
    {
        var documents = A.Event(document => document with
        {
            Title = $"Title {attack}",
            Lead = $"Lead {attack}",
            Place = $"Place {attack}",
            Body = $"Body {attack}\n\n> Quote {attack}\n> — Name {attack}\n\n[link](javascript:alert(1))",
        });
        await press.ShowAsync(Press.PushOf(documents));
        var path = A.PathOf(documents[2]);
        foreach (var address in new[] { path, path + "/print", "/en/", "/en/events/", $"/en/search?q={Uri.EscapeDataString(attack)}" })
        {
            var html = await press.ReadAsync(address);
            var page = new HtmlParser().ParseDocument(html);
            Assert.All(page.QuerySelectorAll("script"), script => Assert.Equal("application/ld+json", script.GetAttribute("type")));
            Assert.All(page.All, element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.DoesNotMatch("^\\s*javascript:", link.GetAttribute("href")!));
            Assert.All(page.QuerySelectorAll("img"), image => Assert.StartsWith("/", image.GetAttribute("src"), StringComparison.Ordinal));
            Assert.Empty(page.QuerySelectorAll("svg, iframe, object, embed, base"));
        }
        Assert.Equal($"Title {attack}", new HtmlParser().ParseDocument(await press.ReadAsync(path)).QuerySelector("h1")!.TextContent);
        using var data = JsonDocument.Parse(new HtmlParser().ParseDocument(await press.ReadAsync(path)).QuerySelector("script")!.TextContent);
        Assert.Equal($"Title {attack}", data.RootElement[0].GetProperty("headline").GetString());
        Assert.Equal($"Title {attack}", XDocument.Parse(await press.ReadAsync("/en/feed.rss")).Descendants("item").First().Element("title")!.Value);
        var entry = XDocument.Parse(await press.ReadAsync("/en/feed.atom")).Root!.Elements().First(element => element.Name.LocalName == "entry");
        Assert.Equal($"Title {attack}", entry.Elements().First(element => element.Name.LocalName == "title").Value);
        using var json = JsonDocument.Parse(await press.ReadAsync("/en/feed.json"));
        Assert.Equal($"Title {attack}", json.RootElement.GetProperty("items")[0].GetProperty("title").GetString());
        _ = XDocument.Parse(await press.ReadAsync("/sitemap-news.xml"));
    }

    [Fact]
    public async Task Of_a_search_come_back_as_they_are()
    {
        foreach (var query in new[] { "<script>alert(1)</script>", "\"autofocus onfocus=alert(1) x=\"", new string('я', 1000), "%00%01", "%EF%BF%BE", "%ED%A0%80", "q&q=<b>", "\u202Eabc" })
        {
            var html = await press.ReadAsync("/kk/search?q=" + (query.StartsWith('%') ? query : Uri.EscapeDataString(query)));
            var page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("script"));
            Assert.All(page.All, element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.True(page.QuerySelector("input")!.GetAttribute("value")!.Length <= 100);
        }
    }

    [Fact]
    public void That_XML_cannot_hold_are_left_out() => Assert.Equal("a&lt;b", Html.Encode("\u0001a\uFFFE<\u001Fb\uFFFF"));
}
