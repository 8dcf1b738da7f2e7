using Akorda.Contracts;
using Akorda.Contracts.Translations;
using Akorda.Texts;
using Akorda.Translation.Segments;

namespace Akorda.Translation.Tasks;

/// <summary>A translation put together again: the source's structure with every segment's words replaced.</summary>
/// <param name="Document">Its canonical form.</param>
/// <param name="Writers">The source's writers and everyone whose words stand in it: none of them may approve it.</param>
/// <param name="SegmentIds">In the order of the text, so that whoever reads it can name a segment as the translator knows it.</param>
public sealed record CompletedText(string Document, IReadOnlyList<Person> Writers, IReadOnlyList<string> SegmentIds)
{
    /// <summary>Assembles a task's text; every segment has its target.</summary>
    /// <returns>The text, or what of it is outside the Markdown profile.</returns>
    public static (CompletedText? Text, IReadOnlyList<MarkdownFault> Faults) Assemble(TranslationTask task, SourceText source, IReadOnlyList<TaskSegment> segments)
    {
        var targets = segments.ToDictionary(segment => segment.Source.Id, segment => segment.Target?.Text ?? "");
        var document = Texts.Segments.Assemble(
            Texts.Document.Read(source.Document), source.Segments, targets, task.Language, task.Channels, task.ChannelTexts);
        var faults = Markdown.Check(document.Body);
        if (faults.Count > 0) return (null, faults);
        var translators = segments.SelectMany(segment => segment.Target?.Writers ?? []);
        return (new CompletedText(
            document.Write(), [.. source.Writers.Concat(translators).DistinctBy(person => person.Id)], [.. source.Segments.Select(segment => segment.Id)]), []);
    }

    /// <summary>What Review and the timeline are told.</summary>
    /// <param name="by">Who completed it; null when nothing had changed.</param>
    public TranslationCompleted Message(TranslationTask task, Person? by, DateTimeOffset at) => new()
    {
        EventId = task.EventId,
        TaskId = task.Id,
        Number = task.Number,
        Language = task.Language,
        SourceLanguage = task.SourceLanguage,
        Revision = task.Revision,
        Round = task.Round,
        Document = Document,
        Writers = Writers,
        CompletedBy = by,
        CompletedAt = at,
        Urgency = task.Urgency,
        Acknowledged = task.Acknowledged,
        SegmentIds = SegmentIds,
    };
}
