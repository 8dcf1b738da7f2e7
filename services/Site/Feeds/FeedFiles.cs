using System.Text.Json;
using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Akorda.Texts;

namespace Akorda.Site.Feeds;

/// <summary>The feeds of a language and of its sections.</summary>
public sealed class FeedFiles(SiteSettings settings, AnswerHeaders.Kinds headers)
{
    private const int Length = 50;
    private static readonly Piece Comma = Piece.Of(",");
    private static readonly Piece RssEnd = Piece.Of("</channel></rss>\n");
    private static readonly Piece AtomEnd = Piece.Of("</feed>\n");
    private static readonly Piece JsonEnd = Piece.Of("]}\n");

    /// <summary>The feeds beside a listing.</summary>
    /// <param name="listing">The listing's path; rubrics have none.</param>
    public static bool Has(string listing) => listing.Count(c => c == '/') <= 3;

    /// <summary>The three feeds of a listing, each put together when it is asked for.</summary>
    /// <param name="listing">The listing's path.</param>
    /// <param name="entries">All that belong to it, newest first.</param>
    public IEnumerable<KeyValuePair<string, Lazy<Answer>>> Of(string listing, IEnumerable<Entry> entries)
    {
        var parts = listing.Trim('/').Split('/');
        var (language, section) = (parts[0], parts.ElementAtOrDefault(1));
        var title = section is null ? settings.Labels[language].SiteName : $"{settings.SectionName(section, language)} – {settings.Labels[language].SiteName}";
        yield return new(listing + "feed.rss", Feed(entries, headers.Rss,
            (newest, at) => [RssTop(listing, language, title, at), .. newest.Select(entry => entry.FeedItem.Value.Rss), RssEnd]));
        yield return new(listing + "feed.atom", Feed(entries, headers.Atom,
            (newest, at) => [AtomTop(listing, language, title, at), .. newest.Select(entry => entry.FeedItem.Value.Atom), AtomEnd]));
        yield return new(listing + "feed.json", Feed(entries, headers.JsonFeed,
            (newest, _) => [JsonTop(listing, language, title), .. newest.SelectMany((entry, i) => i == 0 ? [entry.FeedItem.Value.Json] : new[] { Comma, entry.FeedItem.Value.Json }), JsonEnd]));
    }

    private static Lazy<Answer> Feed(IEnumerable<Entry> entries, AnswerHeaders headers, Func<IReadOnlyList<Entry>, DateTimeOffset, IReadOnlyList<Piece>> pieces) => new(() =>
    {
        var newest = entries.Take(Length).ToList();
        // An empty feed has to have a time too.
        var changedAt = newest.Count == 0 ? DateTimeOffset.UnixEpoch : newest.Max(entry => entry.ChangedAt);
        return Answer.Of(pieces(newest, changedAt), headers, changedAt: changedAt);
    });

    private Piece RssTop(string listing, string language, string title, DateTimeOffset changedAt) => Piece.Of(Html.Of($"""
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title><link>{settings.Url(listing)}</link><description>{title}</description><language>{language}</language><copyright>{settings.Labels[language].SiteName}</copyright><lastBuildDate>{FeedItem.Rfc822(changedAt)}</lastBuildDate><ttl>1</ttl><atom:link href="{settings.Url(listing)}feed.rss" rel="self" type="application/rss+xml"/>
        """).Text);

    private Piece AtomTop(string listing, string language, string title, DateTimeOffset changedAt) => Piece.Of(Html.Of($"""
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="{language}"><id>{settings.Url(listing)}feed.atom</id><title>{title}</title><updated>{settings.Iso(changedAt)}</updated><author><name>{settings.Labels[language].SiteName}</name><uri>{settings.Url($"/{language}/")}</uri></author><rights>{settings.Labels[language].SiteName}</rights><link rel="self" type="application/atom+xml" href="{settings.Url(listing)}feed.atom"/><link rel="alternate" type="text/html" href="{settings.Url(listing)}"/><icon>{settings.Url("/emblem.svg")}</icon>
        """).Text);

    private Piece JsonTop(string listing, string language, string title)
    {
        var top = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = title,
            ["home_page_url"] = settings.Url(listing),
            ["feed_url"] = settings.Url(listing) + "feed.json",
            ["language"] = language,
            ["icon"] = settings.Url("/card.png"),
            ["authors"] = new[] { new Dictionary<string, object> { ["name"] = settings.Labels[language].SiteName, ["url"] = settings.Url($"/{language}/") } },
        }, FeedItem.Form);
        return Piece.Of(top[..^1] + ",\"items\":[");
    }
}
