using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Akorda.Texts;

namespace Akorda.Site.Feeds;

/// <summary>What search engines read: an index, the addresses of all events by thousands of their numbers, and the news of the last two days.</summary>
public sealed class Sitemaps(SiteSettings settings, AnswerHeaders.Kinds headers)
{
    /// <summary>How long a page is news (a rule of the news sitemap's readers).</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(2);

    private const int MostNews = 1000;
    private const int Thousand = 1000;
    private static readonly Piece End = Piece.Of("</urlset>\n");
    private static readonly Piece Top = Piece.Of("""
        <?xml version="1.0" encoding="utf-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        """);
    private static readonly Piece NewsTop = Piece.Of("""
        <?xml version="1.0" encoding="utf-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        """);

    /// <summary>The part of the sitemap that an event belongs to. By its number, so that a withdrawal moves no other event.</summary>
    public static long PartOf(long number) => number / Thousand;

    /// <summary>The path of a part.</summary>
    public static string PathOf(long part) => $"/sitemap-{part}.xml";

    /// <summary>An event's addresses in all languages.</summary>
    public static Piece PieceOf(Publication publication, SiteSettings settings) => Piece.Of(Html.Join(publication.Texts.Select(text => Html.Of($"""
        <url><loc>{settings.Url(publication.PathOf(text))}</loc><lastmod>{settings.Iso(text.ChangedAt)}</lastmod>{Alternates(publication, settings)}</url>
        """))).Text);

    /// <summary>One language of an event as news.</summary>
    public static Piece NewsPieceOf(Publication publication, PublishedText text, Document document, SiteSettings settings) => Piece.Of(Html.Of($"""
        <url><loc>{settings.Url(publication.PathOf(text))}</loc>{Alternates(publication, settings)}<news:news><news:publication><news:name>{settings.Labels[text.Language].SiteName}</news:name><news:language>{text.Language}</news:language></news:publication><news:publication_date>{settings.Iso(text.FirstVisibleAt)}</news:publication_date><news:title>{document.Title}</news:title></news:news></url>
        """).Text);

    /// <summary>One part.</summary>
    public Answer Part(IEnumerable<Piece> events) => Answer.Of([Top, .. events, End], headers.Sitemap);

    /// <summary>The index of all parts, and the listings.</summary>
    public Answer Index(IEnumerable<long> parts) => Answer.Of(Html.Of($"""
        <?xml version="1.0" encoding="utf-8"?>
        <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts.Order().Select(PathOf).Prepend("/sitemap-listings.xml").Select(path => Html.Of($"<sitemap><loc>{settings.Url(path)}</loc></sitemap>"))}</sitemapindex>

        """).Text, headers.Sitemap);

    /// <summary>The listings' addresses.</summary>
    public Answer ListingAddresses(IEnumerable<string> paths) => Answer.Of(
        [Top, Piece.Of(Html.Join(paths.Select(path => Html.Of($"<url><loc>{settings.Url(path)}</loc>{Html.Join(settings.Languages.Select(language => Alternate(language, $"/{language}/{path.Split('/', 3)[2]}", settings)))}</url>"))).Text), End], headers.Sitemap);

    /// <summary>What is news now.</summary>
    public Answer NewsAt(DateTimeOffset now, IEnumerable<IEnumerable<Entry>> languages)
    {
        var news = languages.SelectMany(entries => entries.TakeWhile(entry => entry.FirstVisibleAt > now - News)).Where(entry => !entry.Withdrawn)
            .Order(Entry.NewestFirst).Take(MostNews);
        return Answer.Of([NewsTop, .. news.Select(entry => entry.NewsItem.Value), End], headers.Sitemap);
    }

    private static Html Alternates(Publication publication, SiteSettings settings) => Html.Join(
    [
        .. publication.Texts.Select(other => Alternate(other.Language, publication.PathOf(other), settings)),
        .. publication.Texts.Where(other => other.Language == settings.FirstLanguage).Select(other => Alternate("x-default", publication.PathOf(other), settings)),
    ]);

    private static Html Alternate(string language, string path, SiteSettings settings) =>
        Html.Of($"""<xhtml:link rel="alternate" hreflang="{language}" href="{settings.Url(path)}"/>""");
}
