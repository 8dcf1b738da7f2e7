using Akorda.Approvals;
using Akorda.Texts;

namespace Akorda.Publisher.Releases;

/// <summary>The one question before anything becomes public: did a second person approve exactly this text? Answered from the signed approval, never from a message or a column.</summary>
public sealed class Proof(PublicKeys review)
{
    /// <summary>Checks a text against its signed approval.</summary>
    /// <returns>The document when it may be published; else why not.</returns>
    public (Document? Document, string? Refusal) Check(Guid eventId, string language, int revision, int round, string document, string approval)
    {
        if (Approval.Verify(approval, review) is not { } approved) return (null, "the approval is not signed by Review");
        if (approved.RefusalFor(eventId, language, revision, round, document) is { } refusal) return (null, refusal);
        try
        {
            var read = Document.Read(document);
            if (read.EventId != eventId) return (null, "the document is of another event");
            if (read.Language != language) return (null, "the document is in another language");
            if (!read.Languages.Contains(language)) return (null, "the document does not name its own language");
            return (read, null);
        }
        catch (InvalidDataException e)
        {
            return (null, e.Message);
        }
    }
}
