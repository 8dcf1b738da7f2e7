using System.Globalization;
using Akorda.Site.Layout;

namespace Akorda.Site.Pages;

/// <summary>What depends on the configuration alone.</summary>
internal sealed class FixedDocuments(SiteSettings settings, AnswerHeaders.Kinds headers)
{
    public IEnumerable<KeyValuePair<string, Answer>> All() =>
    [
        new("/", Answer.MovedTo($"/{settings.FirstLanguage}/", headers.Moved)),
        new("/favicon.ico", Answer.MovedTo("/emblem.svg", headers.Moved)),
        new("/emblem.svg", Answer.Of([Piece.Of(settings.Emblem)], headers.Emblem)),
        new("/card.png", Answer.Uncompressed(Resource.Bytes("card.png"), headers.Card)),
        new("/robots.txt", Answer.Of($"""
            User-agent: *
            Allow: /

            Sitemap: {settings.Url("/sitemap.xml")}
            Sitemap: {settings.Url("/sitemap-news.xml")}

            """, headers.Text)),
    ];
}

/// <summary>Where to report a weakness of the site (RFC 9116). Its end moves on with each day, so that it never expires while the site runs.</summary>
internal static class SecurityContact
{
    public const string Path = "/.well-known/security.txt";
    private const int Days = 180;

    public static KeyValuePair<string, Lazy<Answer>> On(DateTimeOffset now, SiteSettings settings, AnswerHeaders.Kinds headers) => new(Path, new(() => Answer.Of($"""
        Contact: {settings.SecurityContact}
        Expires: {new DateTimeOffset(now.UtcDateTime.Date.AddDays(Days), TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}
        Preferred-Languages: {string.Join(", ", settings.Languages)}
        Canonical: {settings.Url(Path)}

        """, headers.Text)));
}
