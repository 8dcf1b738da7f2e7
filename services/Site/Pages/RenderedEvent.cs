namespace Akorda.Site.Pages;

/// <summary>Everything of one event that depends on no other event: made before the database keeps the event, so that what cannot be rendered is never accepted.</summary>
public sealed record RenderedEvent
{
    public required Publication Publication { get; init; }
    /// <summary>Its pages in all languages, by path.</summary>
    public required IReadOnlyDictionary<string, Answer> Answers { get; init; }
    public required IReadOnlyList<Entry> Entries { get; init; }
    /// <summary>Its addresses in the sitemap; null when it is withdrawn.</summary>
    public required Piece? InSitemap { get; init; }
}
