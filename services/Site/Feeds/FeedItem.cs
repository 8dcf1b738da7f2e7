using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Akorda.Texts;

namespace Akorda.Site.Feeds;

/// <summary>One language of an event as it stands in feeds, in their three forms. Its id is the event's, for ever; a withdrawn one keeps the id and loses title and text.</summary>
/// <param name="Rss">RSS 2.0.</param>
/// <param name="Atom">Atom 1.0 (RFC 4287); a withdrawn one is a deleted-entry (RFC 6721).</param>
/// <param name="Json">JSON Feed 1.1.</param>
public sealed record FeedItem(Piece Rss, Piece Atom, Piece Json)
{
    internal static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the three forms.</summary>
    public static FeedItem Of(Publication publication, PublishedText text, Document document, PublishedBody body, SiteSettings settings)
    {
        var (id, url) = (IdOf(publication), settings.Url(publication.PathOf(text)));
        var section = settings.SectionName(document.Section, text.Language);
        var rubric = settings.RubricName(document.Section, document.Rubric, text.Language);
        var content = ContentOf(publication, document, body, settings);
        var rss = Html.Of($"""
            <item><title>{document.Title}</title><link>{url}</link><guid isPermaLink="false">{id}</guid><pubDate>{Rfc822(text.FirstVisibleAt)}</pubDate><description>{document.Lead ?? document.Title}</description><content:encoded>{content}</content:encoded><category>{section}</category><category>{rubric}</category><dc:language>{text.Language}</dc:language>{Enclosure(publication, document, settings)}<atom:updated>{settings.Iso(text.ChangedAt)}</atom:updated></item>
            """);
        var others = publication.Texts.Where(other => other != text)
            .Select(other => Html.Of($"""<link rel="alternate" type="text/html" hreflang="{other.Language}" href="{settings.Url(publication.PathOf(other))}"/>"""));
        var atom = Html.Of($"""
            <entry><id>{id}</id><title>{document.Title}</title><published>{settings.Iso(text.FirstVisibleAt)}</published><updated>{settings.Iso(text.ChangedAt)}</updated><link rel="alternate" type="text/html" hreflang="{text.Language}" href="{url}"/>{others}<category term="{document.Section}" label="{section}"/><category term="{document.Rubric}" label="{rubric}"/>{(document.Lead is null ? Html.None : Html.Of($"<summary>{document.Lead}</summary>"))}<content type="html">{content}</content></entry>
            """);
        var json = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["id"] = id,
            ["url"] = url,
            ["title"] = document.Title,
            ["content_html"] = content,
            ["summary"] = document.Lead ?? document.Title,
            ["date_published"] = settings.Iso(text.FirstVisibleAt),
            ["date_modified"] = settings.Iso(text.ChangedAt),
            ["language"] = text.Language,
            ["tags"] = new[] { section, rubric },
            ["attachments"] = document.Media.Select(medium => Attachment(publication.Media[medium.Id], settings)).ToArray(),
        }, Form);
        return new FeedItem(Piece.Of(rss.Text), Piece.Of(atom.Text), Piece.Of(json));
    }

    /// <summary>Makes the three forms of a withdrawn one.</summary>
    public static FeedItem OfWithdrawn(Publication publication, PublishedText text, SiteSettings settings)
    {
        var (id, url) = (IdOf(publication), settings.Url(publication.PathOf(text)));
        var labels = settings.Labels[text.Language];
        var rss = Html.Of($"""
            <item><title>{labels.WithdrawnTitle}</title><link>{url}</link><guid isPermaLink="false">{id}</guid><pubDate>{Rfc822(text.FirstVisibleAt)}</pubDate><description>{labels.WithdrawnText}</description><dc:language>{text.Language}</dc:language><atom:updated>{settings.Iso(publication.VisibleAt)}</atom:updated></item>
            """);
        var atom = Html.Of($"""
            <at:deleted-entry ref="{id}" when="{settings.Iso(publication.VisibleAt)}"><at:comment>{labels.WithdrawnText}</at:comment><link rel="alternate" type="text/html" href="{url}"/></at:deleted-entry>
            """);
        var json = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["id"] = id,
            ["url"] = url,
            ["content_text"] = labels.WithdrawnText,
            ["date_published"] = settings.Iso(text.FirstVisibleAt),
            ["date_modified"] = settings.Iso(publication.VisibleAt),
            ["language"] = text.Language,
            ["_status"] = "withdrawn",
        }, Form);
        return new FeedItem(Piece.Of(rss.Text), Piece.Of(atom.Text), Piece.Of(json));
    }

    /// <summary>RFC 822 as RSS wants it.</summary>
    internal static string Rfc822(DateTimeOffset at) => at.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    private static string IdOf(Publication publication) => $"urn:uuid:{publication.EventId:D}";

    // Whole, with absolute addresses: a feed is read far from this site.
    private static string ContentOf(Publication publication, Document document, PublishedBody body, SiteSettings settings)
    {
        var beside = document.Media.Where(medium => !body.Pictures.Contains(medium.Id)).Select(medium => Image(publication, medium, settings));
        var inBody = body.With(id => document.Media.FirstOrDefault(medium => medium.Id == id) is { } medium ? Image(publication, medium, settings) : Html.None);
        return Html.Of($"""
            {(document.Lead is null ? Html.None : Html.Of($"<p>{document.Lead}</p>"))}{beside}{inBody}
            """).Text;
    }

    private static Html Image(Publication publication, DocumentMedia medium, SiteSettings settings)
    {
        var jpeg = publication.Media[medium.Id].Jpeg;
        return Html.Of($"""<p><img src="{settings.Url(Pictures.PathOf(medium.Id, jpeg))}" alt="{medium.Alt}" width="{jpeg.Width}" height="{jpeg.Height}"></p>""");
    }

    private static Html Enclosure(Publication publication, Document document, SiteSettings settings)
    {
        if (document.Media.Count == 0) return Html.None;
        var jpeg = publication.Media[document.Media[0].Id].Jpeg;
        return Html.Of($"""<enclosure url="{settings.Url(Pictures.PathOf(document.Media[0].Id, jpeg))}" length="{jpeg.Length}" type="{jpeg.ContentType}"/>""");
    }

    private static Dictionary<string, object> Attachment(Medium medium, SiteSettings settings) => new()
    {
        ["url"] = settings.Url(Pictures.PathOf(medium.Id, medium.Jpeg)),
        ["mime_type"] = medium.Jpeg.ContentType,
        ["size_in_bytes"] = medium.Jpeg.Length,
    };
}
