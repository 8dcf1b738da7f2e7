using Akorda.Desk.Drafts;
using Akorda.Texts;

namespace Akorda.Desk.Translations;

/// <summary>The article that a translation becomes: the source's structure with the words of its segments as they stand.</summary>
internal static class TranslatedPage
{
    /// <summary>Where the source of a task is read: the revision that it translates, not the newest.</summary>
    public static string SourceOf(TranslationTask task) => $"/api/drafts/{task.EventId}/revisions/{task.Revision}";

    /// <summary>The source as a document.</summary>
    public static Document Source(TranslationTask task, Draft draft) => new()
    {
        Format = 1,
        EventId = task.EventId,
        Number = task.Number,
        Language = draft.Language,
        Languages = [draft.Language, .. draft.TargetLanguages],
        Section = draft.Section,
        Rubric = draft.Rubric,
        Place = draft.Place,
        OccurredOn = draft.OccurredOn,
        Title = draft.Title,
        Lead = draft.Lead,
        Body = draft.Body,
        // Only shown, never approved: the bytes' digest is not needed.
        Media = [.. draft.Media.Select(medium => new DocumentMedia { Id = medium.Id, Sha256 = "", Alt = medium.Alt, Caption = medium.Caption, Credit = medium.Credit })],
        Topics = draft.Topics,
        ReleasePolicy = draft.ReleasePolicy,
        Urgency = draft.Urgency,
        EmbargoUntil = draft.EmbargoUntil,
        Channels = [],
        ChannelTexts = new Dictionary<string, string>(),
    };

    /// <summary>The translation as a document; what is not translated yet stands in the source's words.</summary>
    public static Document Target(TranslationTask task, Document source) => Segments.Assemble(
        source, [.. task.Segments.Select(segment => new Segment(segment.Id, segment.Kind, segment.Source))],
        task.Segments.ToDictionary(segment => segment.Id, segment => string.IsNullOrWhiteSpace(segment.Target) ? segment.Source : segment.Target), task.Language, [], source.ChannelTexts);

    /// <summary>The photograph that each description and caption is about, by the segment's id.</summary>
    public static IReadOnlyDictionary<string, Guid> PhotographsOf(TranslationTask task, Draft draft)
    {
        var about = draft.Media.SelectMany(medium => new[] { ("alt", medium.Alt, medium.Id), ("caption", medium.Caption, medium.Id) }).Where(words => !string.IsNullOrWhiteSpace(words.Item2));
        return task.Segments.Where(segment => segment.Kind is "alt" or "caption").Zip(about, (segment, words) => (segment.Id, Photograph: words.Item3))
            .ToDictionary(pair => pair.Id, pair => pair.Photograph);
    }
}
