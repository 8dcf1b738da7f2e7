using Akorda.Site.Layout;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>What networks show of a page that somebody shares (Open Graph, Twitter card).</summary>
internal static class OpenGraph
{
    private const int CardWidth = 1200;
    private const int CardHeight = 630;

    /// <summary>The tags of one page.</summary>
    public static Html Of(Publication publication, PublishedText text, Document document, SiteSettings settings)
    {
        var labels = settings.Labels[text.Language];
        var (image, width, height, alt) = document.Media.Count > 0 && publication.Media[document.Media[0].Id].Jpeg is var jpeg
            ? (Pictures.PathOf(document.Media[0].Id, jpeg), jpeg.Width, jpeg.Height, document.Media[0].Alt)
            : ("/card.png", CardWidth, CardHeight, labels.SiteName);
        var description = document.Lead ?? document.Title;
        return Html.Join(
        [
            Property("og:type", "article"),
            Property("og:title", document.Title),
            Property("og:url", settings.Url(publication.PathOf(text))),
            Property("og:description", description),
            Property("og:site_name", labels.SiteName),
            Property("og:locale", labels.Locale),
            .. publication.Texts.Where(other => other != text).Select(other => Property("og:locale:alternate", settings.Labels[other.Language].Locale)),
            Property("og:image", settings.Url(image)),
            Property("og:image:width", $"{width}"),
            Property("og:image:height", $"{height}"),
            Property("og:image:alt", alt),
            Property("article:published_time", settings.Iso(text.FirstVisibleAt)),
            Property("article:modified_time", settings.Iso(text.ChangedAt)),
            Property("article:section", settings.SectionName(document.Section, text.Language)),
            Named("twitter:card", "summary_large_image"),
            Named("twitter:title", document.Title),
            Named("twitter:description", description),
            Named("twitter:image", settings.Url(image)),
            Named("twitter:image:alt", alt),
        ]);
    }

    private static Html Property(string name, string value) => Html.Of($"""<meta property="{name}" content="{value}">""");

    private static Html Named(string name, string value) => Html.Of($"""<meta name="{name}" content="{value}">""");
}
