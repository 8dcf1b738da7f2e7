using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Contracts.Translations;

namespace Akorda.Ingestion.Timeline;

/// <summary>How far a message says that one language is. Whatever order messages come in, the highest (revision, round) holds, and within it the furthest status.</summary>
public sealed record Progress(Guid EventId, string Language, int Revision, int Round, string Status)
{
    /// <summary>The language status that each message means; null for a message that means none.</summary>
    public static Progress? Of(object message) => message switch
    {
        // The source's review is open from here on; the targets wait for their tasks.
        DraftSubmitted m => new(m.EventId, m.Language, m.Revision, 1, "inReview"),
        TranslationQueued m => new(m.EventId, m.Language, m.Revision, m.Round, "inTranslation"),
        TranslationCompleted m => new(m.EventId, m.Language, m.Revision, m.Round, "inReview"),
        TextApproved m => new(m.EventId, m.Language, m.Revision, m.Round, "approved"),
        TextReturned m => new(m.EventId, m.Language, m.Revision, m.Round, "returned"),
        _ => null,
    };
}
