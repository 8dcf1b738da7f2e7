using System.IO.Compression;
using System.Net;
using Akorda.Testing;
using AngleSharp.Html.Parser;

namespace Akorda.Site.Tests;

public sealed class ReadingPages(PressFixture fixture) : IClassFixture<PressFixture>
{
    private readonly Press press = fixture.Press;

    [Theory]
    [InlineData("kk", "2021 жылғы 20 желтоқсан", "Оқиғалар", "Ақорда", "Артқа", "Басып шығару", "Қазақстан Республикасы Президентінің ресми сайты")]
    [InlineData("ru", "20 декабря 2021 года", "События", "Акорда", "Назад", "Печать", "Официальный сайт Президента Республики Казахстан")]
    [InlineData("en", "December 20, 2021", "Events", "Akorda", "Go back", "Print", "Official website of the President of the Republic of Kazakhstan")]
    public async Task An_event_has_every_element_in_its_language(string language, string date, string section, string rubric, string back, string print, string site)
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var document = documents.Single(each => each.Language == language);
        var page = await PageAsync(A.PathOf(document));
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(document.Title, page.QuerySelector("h1")!.TextContent);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(date, page.QuerySelector("article time")!.TextContent);
        Assert.Equal("2021-12-20", page.QuerySelector("article time")!.GetAttribute("datetime"));
        Assert.Equal([section, rubric], page.QuerySelectorAll(".path a").Select(link => link.TextContent));
        Assert.Equal(site, page.QuerySelector("header .home")!.TextContent);
        Assert.NotNull(page.QuerySelector("header .home img[src='/emblem.svg']"));
        Assert.NotNull(page.QuerySelector("article blockquote cite"));
        Assert.Equal($"← {back}", page.QuerySelector(".after > a")!.TextContent);
        Assert.Equal($"/{language}/events/", page.QuerySelector(".after > a")!.GetAttribute("href"));
        Assert.Equal(["X (Twitter)", "Facebook", "Telegram", print], page.QuerySelectorAll(".after li").Select(item => item.TextContent));
        Assert.Equal(A.PathOf(document) + "/print", page.QuerySelectorAll(".after li a")[^1].GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("footer"));
        Assert.Equal(documents.Select(A.PathOf), page.QuerySelectorAll(".languages a").Select(link => link.GetAttribute("href")!));
        Assert.Empty(page.QuerySelectorAll("script:not([type='application/ld+json'])"));
    }

    [Fact]
    public async Task An_event_tells_machines_the_same_in_all_its_languages()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var pages = new List<AngleSharp.Html.Dom.IHtmlDocument>();
        foreach (var document in documents) pages.Add(await PageAsync(A.PathOf(document)));
        var sets = pages.Select(page => string.Join('\n', page.QuerySelectorAll("link[hreflang]").Select(link => $"{link.GetAttribute("hreflang")} {link.GetAttribute("href")}").Order())).ToList();
        Assert.Single(sets.Distinct());
        var origin = press.Host.Site.GetLeftPart(UriPartial.Authority);
        Assert.Contains($"x-default {origin}{A.PathOf(documents[0])}", sets[0], StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(origin + A.PathOf(documents[i]), pages[i].QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
            Assert.Equal(origin + A.PathOf(documents[i]), pages[i].QuerySelector("meta[property='og:url']")!.GetAttribute("content"));
            Assert.Equal(documents[i].Title, pages[i].QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
            Assert.Equal(3, pages[i].QuerySelectorAll("link[rel=alternate][type*=rss], link[rel=alternate][type*=atom], link[rel=alternate][type*=json]").Length);
            using var data = System.Text.Json.JsonDocument.Parse(pages[i].QuerySelector("script")!.TextContent);
            Assert.Equal(["NewsArticle", "GovernmentOrganization", "BreadcrumbList"], data.RootElement.EnumerateArray().Select(one => one.GetProperty("@type").GetString()!));
            Assert.Equal(documents[i].Title, data.RootElement[0].GetProperty("headline").GetString());
        }
    }

    [Fact]
    public async Task Listings_name_the_event_with_the_newest_first()
    {
        var (older, newer) = (A.Event(), A.Event());
        await press.ShowAsync(Press.PushOf(older));
        await press.ShowAsync(Press.PushOf(newer));
        foreach (var path in new[] { "/ru/", "/ru/events/", "/ru/events/akorda/" })
        {
            var page = await press.ReadAsync(path);
            Assert.InRange(page.IndexOf(A.PathOf(newer[1]), StringComparison.Ordinal), 1, page.IndexOf(A.PathOf(older[1]), StringComparison.Ordinal));
        }
        Assert.DoesNotContain(newer[1].Title, await press.ReadAsync("/ru/events/statements/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_addresses_of_an_event_lead_to_its_own()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var (path, number) = (A.PathOf(documents[0]), documents[0].Number);
        await LeadsAsync($"/kk/events/something-else-{number}", path);
        await LeadsAsync($"/kk/events/{number}", path);
        await LeadsAsync($"/kk/other/x-{number}", path);
        await LeadsAsync(path + "/", path);
        await LeadsAsync($"/kk/events/x-{number}/print", path + "/print");
        await LeadsAsync("/", "/kk/");
        await LeadsAsync("/kk", "/kk/");
        await LeadsAsync("/en/events", "/en/events/");
        await LeadsAsync("/kz", "/kk/");
        await LeadsAsync("/kz" + path[3..], path);
        await LeadsAsync("/kz//elsewhere.example/", "/kk//elsewhere.example/");
        await LeadsAsync("/kz/events/?x=1", "/kk/events/?x=1");
    }

    [Theory]
    [InlineData("/kk/events/joq-999999999", "kk", "Бет табылмады")]
    [InlineData("/ru/nothing", "ru", "Страница не найдена")]
    [InlineData("/en/events/akorda/none/none/none", "en", "Page not found")]
    [InlineData("/wp-login.php", "kk", "Бет табылмады")]
    [InlineData("/en/events/x-99999999999999999999999999", "en", "Page not found")]
    [InlineData("/KK/", "kk", "Бет табылмады")]
    [InlineData("/en/%2e%2e/%00", "en", "Page not found")]
    public async Task What_is_not_there_is_said_in_the_language_of_the_path(string path, string language, string title)
    {
        using var answer = await press.GetAsync(path);
        if (path.Contains("%00", StringComparison.Ordinal) && answer.StatusCode == HttpStatusCode.BadRequest) return;
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Every_form_holds_the_same_bytes_under_a_tag_of_its_own()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        foreach (var path in new[] { A.PathOf(documents[0]), "/kk/", "/kk/feed.rss", "/kk/feed.json", "/sitemap.xml" })
        {
            using var plain = await press.GetAsync(path);
            var bytes = await plain.Content.ReadAsByteArrayAsync();
            Assert.Empty(plain.Content.Headers.ContentEncoding);
            Assert.Equal(bytes.Length, plain.Content.Headers.ContentLength);
            using var gzip = await press.GetAsync(path, ("Accept-Encoding", "gzip, br;q=0"));
            Assert.Equal(["gzip"], gzip.Content.Headers.ContentEncoding);
            Assert.Equal(bytes, Inflate(new GZipStream(await gzip.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
            Assert.NotEqual(plain.Headers.ETag, gzip.Headers.ETag);
            Assert.Equal(["Accept-Encoding"], gzip.Headers.Vary);
        }
    }

    [Fact]
    public async Task Brotli_follows_when_it_is_quiet()
    {
        await using var quiet = await Press.StartAsync();
        var documents = A.Event();
        await quiet.ShowAsync(Press.PushOf(documents));
        var path = A.PathOf(documents[0]);
        var bytes = await quiet.Reader.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await quiet.GetAsync(path, ("Accept-Encoding", "gzip, deflate, br, zstd"));
            if (answer.Content.Headers.ContentEncoding.Single() != "br") return false;
            Assert.Equal(bytes, Inflate(new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress)));
            return true;
        }, "page in Brotli");
    }

    [Fact]
    public async Task A_reader_who_has_it_gets_it_not_again()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var path = A.PathOf(documents[0]);
        using var first = await press.GetAsync(path, ("Accept-Encoding", "gzip"));
        var tag = first.Headers.ETag!.ToString();
        using var again = await press.GetAsync(path, ("If-None-Match", $"\"other\", W/{tag}"), ("Accept-Encoding", "gzip"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        await press.ShowAsync(Press.PushOf([.. documents.Select(document => document with { Lead = "Changed" })], 2, 2));
        using var changed = await press.GetAsync(path, ("If-None-Match", tag), ("Accept-Encoding", "gzip"));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task HEAD_answers_the_headers_and_nothing_else()
    {
        using var get = await press.GetAsync("/kk/");
        using var head = await press.Reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/kk/"));
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Other_methods_are_refused(string method)
    {
        using var answer = await press.Reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/kk/"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var withdrawn = A.Event();
        await press.ShowAsync(Press.PushOf(withdrawn) with { Withdrawn = true });
        foreach (var path in new[]
        {
            A.PathOf(documents[0]), A.PathOf(documents[0]) + "/print", A.PathOf(withdrawn[0]), "/", "/kk/", "/kk/events/", "/kk/events/akorda/", "/kk/nothing", "/kk/feed.rss",
            "/kk/feed.atom", "/kk/feed.json", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/.well-known/security.txt", "/emblem.svg", "/card.png", "/kk/search?q=x",
            "/health/live", "/media/x/y", "/favicon.ico",
        })
        {
            using var answer = await press.GetAsync(path);
            Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("object-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("strict-origin-when-cross-origin", Header(answer, "Referrer-Policy"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
            Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("Strict-Transport-Security"), path);
            Assert.Equal(path.Contains("feed", StringComparison.Ordinal), answer.Headers.Contains("Access-Control-Allow-Origin") && path.Contains("feed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Over_TLS_browsers_are_told_to_stay_there()
    {
        await using var secure = await Press.StartAsync(settings => settings["Site:PublicUrl"] = "https://www.example.kz");
        using var answer = await secure.GetAsync("/kk/");
        Assert.Contains("max-age=63072000", Header(answer, "Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Contains("upgrade-insecure-requests", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("<link rel=\"canonical\" href=\"https://www.example.kz/kk/\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_sheet_is_the_one_that_the_policy_allows()
    {
        using var answer = await press.GetAsync("/kk/");
        var style = Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("style")!.TextContent;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_text_says_so_in_its_own_language_only()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        await press.ShowAsync(Press.PushOf([documents[0], documents[1] with { Body = "Исправлено." }, documents[2] with { Topics = ["economy"] }], 2, 2));
        Assert.Null((await PageAsync(A.PathOf(documents[0]))).QuerySelector(".notice"));
        Assert.StartsWith("Этот текст был исправлен", (await PageAsync(A.PathOf(documents[1]))).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await PageAsync(A.PathOf(documents[2]))).QuerySelector(".notice"));
    }

    [Fact]
    public async Task A_language_that_is_not_ready_leads_nowhere()
    {
        var documents = A.Event(document => document with { ReleasePolicy = "as-ready" });
        await press.ShowAsync(Press.PushOf([documents[0]]));
        var page = await PageAsync(A.PathOf(documents[0]));
        Assert.Equal(["Русский", "English"], page.QuerySelectorAll(".languages span").Select(span => span.TextContent));
        Assert.Equal(["kk", "x-default"], page.QuerySelectorAll("link[hreflang]").Select(link => link.GetAttribute("hreflang")!));
        using var russian = await press.GetAsync($"/ru/events/x-{documents[0].Number}");
        Assert.Equal(HttpStatusCode.NotFound, russian.StatusCode);
    }

    [Fact]
    public async Task The_sheet_for_printing_has_the_text_and_its_address()
    {
        var documents = A.Event();
        await press.ShowAsync(Press.PushOf(documents));
        var sheet = await PageAsync(A.PathOf(documents[2]) + "/print");
        Assert.Equal(documents[2].Title, sheet.QuerySelector("h1")!.TextContent);
        Assert.Contains(A.PathOf(documents[2]), sheet.QuerySelector(".address")!.TextContent, StringComparison.Ordinal);
        Assert.Null(sheet.QuerySelector("nav"));
    }

    private async Task LeadsAsync(string from, string to)
    {
        using var answer = await press.GetAsync(from);
        Assert.Equal((HttpStatusCode.MovedPermanently, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string path) => Parse(await press.ReadAsync(path));

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} has no {name}.");

    private static byte[] Inflate(Stream stream)
    {
        using var bytes = new MemoryStream();
        using (stream) stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
