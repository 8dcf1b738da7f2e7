using Akorda.Texts;

namespace Akorda.Review.Reviews;

/// <summary>A piece of a text beside what it was translated from.</summary>
/// <param name="Id">As the translator and the people who comment on it know it; what <c>return</c> names.</param>
/// <param name="Source">Null in a source text, and where the source is not here yet.</param>
public sealed record AlignedSegment(string Id, string Kind, string? Source, string Text);

/// <summary>Puts a text beside its source, segment by segment. A translation has its source's structure, so the order of the pieces says which belong together.</summary>
public static class AlignedText
{
    /// <summary>The segments of a text in its order.</summary>
    /// <param name="ids">What its segments are called; where they do not fit the text, each gets a name from its own words.</param>
    public static IReadOnlyList<AlignedSegment> Of(Document text, Document? source, IReadOnlyList<string> ids)
    {
        var pieces = Segments.Cut(text, []);
        var from = source is null ? null : Segments.Cut(source, []);
        if (from?.Select(piece => piece.Kind).SequenceEqual(pieces.Select(piece => piece.Kind)) == false) from = null;
        return [.. pieces.Select((piece, i) => new AlignedSegment(ids.Count == pieces.Count ? ids[i] : piece.Id, piece.Kind, from?[i].Text, piece.Text))];
    }

    /// <summary>The ids of a source's segments, which survive from revision to revision.</summary>
    /// <param name="revisions">All texts up to this one, the oldest first.</param>
    public static IReadOnlyList<string> IdsOf(IEnumerable<Document> revisions) =>
        [.. revisions.Aggregate<Document, IReadOnlyList<Segment>>([], (before, now) => Segments.Cut(now, before)).Select(segment => segment.Id)];
}
