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
    public static IReadOnlyList<Segment> Cut(Document document, IReadOnlyList<Segment> previous) =>
        SegmentIds.Give([.. Pieces(document, MarkdownBody.Parse(document.Body))], previous);

    /// <summary>The translated document: the source's structure with every segment's words replaced.</summary>
    /// <param name="source">The document that was cut.</param>
    /// <param name="cut">Its segments, as <see cref="Cut"/> answered them.</param>
    /// <param name="targets">The translation of every segment, by id.</param>
    /// <param name="language">The translation's language.</param>
    /// <param name="channels">The channels of that language.</param>
    /// <param name="channelTexts">Hand-written channel texts of that language.</param>
    /// <exception cref="ArgumentException">The segments are not this document's, or one has no translation.</exception>
    public static Document Assemble(
        Document source, IReadOnlyList<Segment> cut, IReadOnlyDictionary<string, string> targets, string language,
        IReadOnlyList<string> channels, IReadOnlyDictionary<string, string> channelTexts)
    {
        var body = MarkdownBody.Parse(source.Body);
        if (!Pieces(source, body).SequenceEqual(cut.Select(segment => (segment.Kind, segment.Text))))
            throw new ArgumentException("These are not the segments of this document.", nameof(cut));
        var next = new Queue<string>(cut.Select(segment => targets.TryGetValue(segment.Id, out var target)
            ? PlainText.Normalize(target)
            : throw new ArgumentException($"Segment {segment.Id} has no translation.", nameof(targets))));

        // In the order of Pieces.
        var title = OneLine(next.Dequeue());
        var lead = Translated(source.Lead, next);
        var place = Translated(source.Place, next) is { } words ? OneLine(words) : null;
        return source with
        {
            Language = language,
            Title = title,
            Lead = lead,
            Place = place,
            Body = body.With([.. body.Words.Select(_ => next.Dequeue())]),
            Media = [.. source.Media.Select(medium => medium with
            {
                Alt = Translated(medium.Alt, next) ?? "",
                Caption = Translated(medium.Caption, next),
            })],
            Channels = channels,
            ChannelTexts = channelTexts,
        };
    }

    private static IEnumerable<(string Kind, string Text)> Pieces(Document document, MarkdownBody body)
    {
        yield return ("title", document.Title);
        if (HasWords(document.Lead)) yield return ("lead", document.Lead!);
        if (HasWords(document.Place)) yield return ("place", document.Place!);
        foreach (var words in body.Words) yield return (words.Kind, words.Text);
        foreach (var medium in document.Media)
        {
            if (HasWords(medium.Alt)) yield return ("alt", medium.Alt);
            if (HasWords(medium.Caption)) yield return ("caption", medium.Caption!);
        }
    }

    private static bool HasWords(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Translated(string? source, Queue<string> targets) => HasWords(source) ? targets.Dequeue() : source;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
