using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Akorda.Site.Layout;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>What a page says to machines about itself (JSON-LD, schema.org). A list, not a graph: checkers do not look into graphs.</summary>
internal static class StructuredData
{
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The script element of one page.</summary>
    public static Html Of(Publication publication, PublishedText text, Document document, SiteSettings settings)
    {
        var json = JsonSerializer.Serialize(new object[] { Article(publication, text, document, settings), Organization(text.Language, settings), Breadcrumbs(text, document, settings) }, Form);
        // Nothing in a text can end the script element without this character. The encoder that escapes it by itself is fifteen times slower with Cyrillic.
        var safe = json.Replace("<", "\\u003c", StringComparison.Ordinal);
        return Html.Of($"""<script type="application/ld+json">{new Html(safe)}</script>""");
    }

    private static Dictionary<string, object?> Article(Publication publication, PublishedText text, Document document, SiteSettings settings)
    {
        var url = settings.Url(publication.PathOf(text));
        var article = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["@id"] = url,
            ["url"] = url,
            ["mainEntityOfPage"] = url,
            ["headline"] = document.Title,
            ["inLanguage"] = text.Language,
            ["identifier"] = $"urn:uuid:{publication.EventId:D}",
            ["articleSection"] = settings.SectionName(document.Section, text.Language),
            ["dateCreated"] = document.OccurredOn.ToString("O", CultureInfo.InvariantCulture),
            ["datePublished"] = settings.Iso(text.FirstVisibleAt),
            ["dateModified"] = settings.Iso(text.ChangedAt),
            ["isAccessibleForFree"] = true,
            ["image"] = document.Media.Count > 0
                ? document.Media.Select(medium => settings.Url(Pictures.PathOf(medium.Id, publication.Media[medium.Id].Jpeg))).ToArray()
                : [settings.Url("/card.png")],
            ["author"] = Reference(text.Language, settings),
            ["publisher"] = Reference(text.Language, settings),
            ["workTranslation"] = publication.Texts.Where(other => other != text)
                .Select(other => new Dictionary<string, object> { ["@type"] = "NewsArticle", ["@id"] = settings.Url(publication.PathOf(other)), ["inLanguage"] = other.Language }).ToArray(),
        };
        if (document.Lead is not null) article["description"] = document.Lead;
        if (document.Place is not null) article["contentLocation"] = new Dictionary<string, object> { ["@type"] = "Place", ["name"] = document.Place };
        if (text.Corrected)
            article["correction"] = new Dictionary<string, object>
            {
                ["@type"] = "CorrectionComment",
                ["text"] = settings.Labels[text.Language].Corrected,
                ["datePublished"] = settings.Iso(text.ChangedAt),
            };
        return article;
    }

    private static Dictionary<string, object> Reference(string language, SiteSettings settings) => new()
    {
        ["@type"] = "GovernmentOrganization",
        ["@id"] = settings.Url("/#organization"),
        ["name"] = settings.Labels[language].SiteName,
        ["url"] = settings.Url($"/{language}/"),
    };

    private static Dictionary<string, object> Organization(string language, SiteSettings settings)
    {
        var organization = Reference(language, settings);
        organization["@context"] = "https://schema.org";
        organization["logo"] = settings.Url("/emblem.svg");
        return organization;
    }

    private static Dictionary<string, object> Breadcrumbs(PublishedText text, Document document, SiteSettings settings)
    {
        object Step(int position, string name, string path) =>
            new Dictionary<string, object> { ["@type"] = "ListItem", ["position"] = position, ["name"] = name, ["item"] = settings.Url(path) };
        return new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "BreadcrumbList",
            ["itemListElement"] = new[]
            {
                Step(1, settings.SectionName(document.Section, text.Language), $"/{text.Language}/{document.Section}/"),
                Step(2, settings.RubricName(document.Section, document.Rubric, text.Language), $"/{text.Language}/{document.Section}/{document.Rubric}/"),
            },
        };
    }
}
