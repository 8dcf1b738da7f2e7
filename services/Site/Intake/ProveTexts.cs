using Akorda.Approvals;
using Akorda.Contracts.Site;
using Akorda.Site.Layout;
using Akorda.Texts;

namespace Akorda.Site.Intake;

/// <summary>A pushed text whose document was read and whose approval was checked.</summary>
public sealed record ProvenText(PublicText Pushed, Document Document);

/// <summary>The Site's own look at the proof of every text: that somebody who did not write it approved exactly these words. A Publisher that was taken over shows nothing.</summary>
public static class ProveTexts
{
    /// <summary>Reads the texts of a push.</summary>
    /// <returns>The texts, or in a sentence why they are refused.</returns>
    public static (IReadOnlyList<ProvenText> Texts, string? Refusal) Read(PublicationPush push, SiteSettings settings)
    {
        var texts = new List<ProvenText>();
        foreach (var text in push.Texts)
        {
            if (!settings.Languages.Contains(text.Language)) return ([], $"'{text.Language}' is no language of this site.");
            if (texts.Any(other => other.Pushed.Language == text.Language)) return ([], $"'{text.Language}' stands twice.");
            if (!IsSlug(text.Slug)) return ([], $"The slug of '{text.Language}' is not of a-z, 0-9 and hyphens.");
            if (Read(push, text, settings, out var document) is { } refusal) return ([], $"'{text.Language}': {refusal}.");
            texts.Add(new ProvenText(text, document!));
        }
        var missing = settings.Vocabulary.RequiredLanguages.Where(language => !texts.Any(text => text.Pushed.Language == language)).ToList();
        return missing.Count == 0 ? (texts, null) : ([], $"Nothing is shown without '{string.Join("', '", missing)}'.");
    }

    private static string? Read(PublicationPush push, PublicText text, SiteSettings settings, out Document? document)
    {
        document = null;
        try
        {
            document = Document.Read(text.Document);
        }
        catch (InvalidDataException e)
        {
            return e.Message.TrimEnd('.');
        }
        if (document.EventId != push.EventId) return "the document is about another event";
        if (document.Number != push.Number) return "the document has another number";
        if (document.Language != text.Language) return "the document is in another language";
        // A withdrawal shows no word of the text; a proof that expired with its key must not stand in its way.
        if (push.Withdrawn) return null;
        return Approval.Verify(text.Approval, settings.ReviewKeys) is { } approval
            ? approval.RefusalFor(push.EventId, text.Language, text.Revision, text.Round, text.Document)
            : "the approval is not signed by Review";
    }

    private static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= 80 && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
