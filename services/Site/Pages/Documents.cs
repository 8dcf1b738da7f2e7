using System.Collections.Frozen;
using Akorda.Site.Feeds;
using Akorda.Site.Layout;

namespace Akorda.Site.Pages;

/// <summary>Makes every document of the site that is not the page of one event.</summary>
public sealed class Documents(SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
{
    public Listings Listings { get; } = new(settings, frame, headers);
    public FeedFiles Feeds { get; } = new(settings, headers);
    public Sitemaps Sitemaps { get; } = new(settings, headers);

    /// <summary>The site's languages.</summary>
    public IReadOnlyList<string> Languages => settings.Languages;

    /// <summary>The addresses of all listings.</summary>
    public FrozenSet<string> ListingPaths { get; } = new Listings(settings, frame, headers).Paths.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a site without any event has: empty listings and feeds, and what never changes.</summary>
    public Snapshot Empty(DateTimeOffset now) => Snapshot.Empty
        .With(ListingPaths.Select(path => KeyValuePair.Create(path, new Lazy<Answer>(() => Listings.Render(path, [])))))
        .With(ListingPaths.Where(FeedFiles.Has).SelectMany(path => Feeds.Of(path, [])))
        .With(new FixedDocuments(settings, headers).All().Select(file => KeyValuePair.Create(file.Key, new Lazy<Answer>(file.Value))))
        .With(
        [
            new("/sitemap.xml", new(() => Sitemaps.Index([]))),
            new("/sitemap-listings.xml", new(() => Sitemaps.ListingAddresses(ListingPaths.Order(StringComparer.Ordinal)))),
        ])
        .With([SecurityContact.On(now, settings, headers)])
        .WithNewsAt(now, this);
}
