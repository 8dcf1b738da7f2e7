using System.Collections.Immutable;
using Akorda.Site.Feeds;

namespace Akorda.Site.Pages;

/// <summary>Everything that readers get, at one instant. Never changed: a release makes the next one, and readers move from one to the other by one reference, so that they see all languages of it or none.</summary>
public sealed record Snapshot
{
    public static readonly Snapshot Empty = new();

    private static readonly ImmutableSortedSet<Entry> NoEntries = ImmutableSortedSet.Create(Entry.NewestFirst);

    /// <summary>Answers by path. An event's pages are made before it is shown; what is only put together from them, such as a feed, when somebody asks for it.</summary>
    public ImmutableDictionary<string, Lazy<Answer>> Answers { get; private init; } = ImmutableDictionary.Create<string, Lazy<Answer>>(StringComparer.Ordinal);

    /// <summary>Events by their public number.</summary>
    public ImmutableDictionary<long, RenderedEvent> Events { get; private init; } = ImmutableDictionary<long, RenderedEvent>.Empty;

    /// <summary>The sizes of photographs that released events name, by path.</summary>
    public ImmutableDictionary<string, Variant> Pictures { get; private init; } = ImmutableDictionary.Create<string, Variant>(StringComparer.Ordinal);

    /// <summary>The instant whose news the news sitemap holds.</summary>
    public DateTimeOffset NewsAt { get; private init; }

    // By listing; withdrawn ones included, which feeds still name.
    private ImmutableDictionary<string, ImmutableSortedSet<Entry>> Lists { get; init; } = ImmutableDictionary.Create<string, ImmutableSortedSet<Entry>>(StringComparer.Ordinal);

    private ImmutableDictionary<long, ImmutableSortedDictionary<long, Piece>> Sitemap { get; init; } = ImmutableDictionary<long, ImmutableSortedDictionary<long, Piece>>.Empty;

    /// <summary>All events of a listing, newest first.</summary>
    public IReadOnlyCollection<Entry> EntriesOf(string listing) => Lists.GetValueOrDefault(listing) ?? NoEntries;

    /// <summary>The version of an event that is shown; 0 for none.</summary>
    public long VersionOf(long number) => Events.TryGetValue(number, out var shown) ? shown.Publication.Version : 0;

    /// <summary>With answers that depend on no event.</summary>
    public Snapshot With(IEnumerable<KeyValuePair<string, Lazy<Answer>>> answers) => this with { Answers = Answers.SetItems(answers) };

    /// <summary>With the news of this moment.</summary>
    public Snapshot WithNewsAt(DateTimeOffset now, Documents documents)
    {
        var languages = documents.Languages.Select(language => EntriesOf($"/{language}/")).ToList();
        return this with { Answers = Answers.SetItem("/sitemap-news.xml", new Lazy<Answer>(() => documents.Sitemaps.NewsAt(now, languages))), NewsAt = now };
    }

    /// <summary>With these events as they are now, and with every listing, feed and sitemap that depends on them.</summary>
    public Snapshot With(IReadOnlyCollection<RenderedEvent> events, Documents documents, DateTimeOffset now)
    {
        var (answers, all, pictures, lists, sitemap) = (Answers.ToBuilder(), Events.ToBuilder(), Pictures.ToBuilder(), Lists.ToBuilder(), Sitemap.ToBuilder());
        var (touchedLists, touchedParts) = (new HashSet<string>(), new HashSet<long>());
        foreach (var rendered in events)
        {
            var number = rendered.Publication.Number;
            if (all.TryGetValue(number, out var before))
            {
                if (before.Publication.Version >= rendered.Publication.Version) continue;
                answers.RemoveRange(before.Answers.Keys);
                foreach (var (list, entry) in PlacesOf(before))
                {
                    lists[list] = lists[list].Remove(entry);
                    touchedLists.Add(list);
                }
            }
            all[number] = rendered;
            answers.AddRange(rendered.Answers.Select(page => KeyValuePair.Create(page.Key, new Lazy<Answer>(page.Value))));
            foreach (var (list, entry) in PlacesOf(rendered))
            {
                lists[list] = (lists.GetValueOrDefault(list) ?? NoEntries).Add(entry);
                touchedLists.Add(list);
            }
            var part = Sitemaps.PartOf(number);
            var pieces = sitemap.GetValueOrDefault(part) ?? ImmutableSortedDictionary<long, Piece>.Empty;
            sitemap[part] = rendered.InSitemap is { } piece ? pieces.SetItem(number, piece) : pieces.Remove(number);
            touchedParts.Add(part);
            if (before?.Publication.Media.Count > 0 || rendered.Publication.Media.Count > 0) Show(pictures, before, rendered, all.Values);
        }
        var next = this with { Events = all.ToImmutable(), Pictures = pictures.ToImmutable(), Lists = lists.ToImmutable(), Sitemap = sitemap.ToImmutable() };
        foreach (var (path, answer) in next.Compose(documents, touchedLists, touchedParts)) answers[path] = answer;
        return (next with { Answers = answers.ToImmutable() }).WithNewsAt(now, documents);
    }

    // Each holds what it is made from and never the snapshot, which would keep every earlier one alive.
    private IEnumerable<KeyValuePair<string, Lazy<Answer>>> Compose(Documents documents, IEnumerable<string> lists, IEnumerable<long> parts)
    {
        var numbered = Sitemap;
        yield return new("/sitemap.xml", new(() => documents.Sitemaps.Index(numbered.Keys)));
        foreach (var part in parts)
        {
            var pieces = Sitemap[part];
            yield return new(Sitemaps.PathOf(part), new(() => documents.Sitemaps.Part(pieces.Values)));
        }
        // A list of a section or rubric that the configuration does not know has no page; its events' own pages stand all the same.
        foreach (var list in lists.Where(documents.ListingPaths.Contains))
        {
            var entries = EntriesOf(list);
            yield return new(list, new(() => documents.Listings.Render(list, entries)));
            if (!FeedFiles.Has(list)) continue;
            foreach (var feed in documents.Feeds.Of(list, entries)) yield return feed;
        }
    }

    private static IEnumerable<(string List, Entry Entry)> PlacesOf(RenderedEvent rendered) =>
        rendered.Entries.SelectMany(entry => entry.Listings().Select(list => (list, entry)));

    // A photograph may belong to two events, and stays as long as one of them names it.
    private static void Show(ImmutableDictionary<string, Variant>.Builder pictures, RenderedEvent? before, RenderedEvent now, IEnumerable<RenderedEvent> all)
    {
        foreach (var medium in before?.Publication.Media.Values ?? [])
            if (!all.Any(other => other.Publication.Media.ContainsKey(medium.Id)))
                pictures.RemoveRange(medium.Variants.Select(variant => Pages.Pictures.PathOf(medium.Id, variant)));
        foreach (var medium in now.Publication.Media.Values)
            foreach (var variant in medium.Variants) pictures[Pages.Pictures.PathOf(medium.Id, variant)] = variant;
    }
}
