using Akorda.Site.Feeds;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>One language of an event as listings, feeds and the search know it.</summary>
public sealed class Entry
{
    public required Guid EventId { get; init; }
    public required long Number { get; init; }
    public required string Language { get; init; }
    public required string Section { get; init; }
    /// <summary>Null when the event is withdrawn.</summary>
    public required string? Rubric { get; init; }
    public required string Path { get; init; }
    public required DateTimeOffset FirstVisibleAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required bool Withdrawn { get; init; }
    public required string Title { get; init; }
    /// <summary>Title, lead and body without markup.</summary>
    public required string Words { get; init; }
    /// <summary>The same words as the search compares them; letter for letter as long.</summary>
    public required string Folded { get; init; }
    public required string Date { get; init; }
    /// <summary>A line of a listing.</summary>
    public required Html Item { get; init; }
    /// <summary>The same as the first and largest of a listing.</summary>
    public required Html First { get; init; }
    /// <summary>Made when a feed first holds it: most of the archive never stands in one again.</summary>
    public required Lazy<FeedItem> FeedItem { get; init; }
    public required Lazy<Piece> NewsItem { get; init; }

    /// <summary>The listings that it belongs to, by path.</summary>
    public IEnumerable<string> Listings()
    {
        yield return $"/{Language}/";
        yield return $"/{Language}/{Section}/";
        if (Rubric is not null) yield return $"/{Language}/{Section}/{Rubric}/";
    }

    /// <summary>The order of listings and feeds.</summary>
    public static readonly IComparer<Entry> NewestFirst = Comparer<Entry>.Create((one, other) =>
    {
        var byTime = other.FirstVisibleAt.CompareTo(one.FirstVisibleAt);
        return byTime != 0 ? byTime : other.EventId.CompareTo(one.EventId);
    });
}
