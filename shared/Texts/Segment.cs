namespace Akorda.Texts;

/// <summary>A paragraph-sized piece of a text.</summary>
/// <param name="Id">Survives corrections of its neighbours; short, letters and digits.</param>
/// <param name="Kind"><c>title</c>, <c>lead</c>, <c>place</c>, <c>paragraph</c>, <c>quote</c>, <c>heading</c>, <c>item</c>, <c>cell</c>, <c>alt</c>, <c>caption</c>.</param>
/// <param name="Text">The words, inline Markdown included.</param>
public sealed record Segment(string Id, string Kind, string Text);

/// <summary>Cuts documents into segments and puts translations together again.</summary>
public static class Segments
{
    /// <summary>Cuts a document, giving unchanged and similar segments the ids that they had.</summary>
    /// <param name="document">The source text.</param>
    /// <param name="previous">The segments of the revision before; empty for a first one.</param>
    public static IReadOnlyList<Segment> Cut(Document document, IReadOnlyList<Segment> previous) => throw new NotImplementedException();

    /// <summary>The translated document: the source's structure with every segment's words replaced.</summary>
    /// <param name="source">The document that was cut.</param>
    /// <param name="cut">Its segments, as <see cref="Cut"/> answered them.</param>
    /// <param name="targets">The translation of every segment, by id.</param>
    /// <param name="language">The translation's language.</param>
    /// <param name="channels">The channels of that language.</param>
    /// <param name="channelTexts">Hand-written channel texts of that language.</param>
    public static Document Assemble(
        Document source, IReadOnlyList<Segment> cut, IReadOnlyDictionary<string, string> targets, string language,
        IReadOnlyList<string> channels, IReadOnlyDictionary<string, string> channelTexts) => throw new NotImplementedException();
}
