using Akorda.Texts;

namespace Akorda.Ingestion.Drafts;

/// <summary>Something that no rule forbids and that an editor may have overlooked.</summary>
/// <param name="Id">Stable, so that it can be worded in the person's language.</param>
public sealed record DraftWarning(string Id, string Path, string Message);

/// <summary>What an editor may have overlooked in a draft. Pure.</summary>
public static class DraftWarnings
{
    private const int LongTitle = 100;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    // Words that say nothing about where a link leads; compared without case and punctuation.
    private static readonly HashSet<string> Pointing =
    [
        "here", "click here", "this", "this link", "link", "more", "read more", "see more", "details", "website", "page",
        "здесь", "тут", "сюда", "ссылка", "ссылке", "по ссылке", "по этой ссылке", "эта ссылка", "подробнее", "далее", "читать далее", "сайт", "нажмите здесь",
        "мұнда", "осында", "осы жерде", "осы жерден", "сілтеме", "сілтеме бойынша", "осы сілтеме", "осы сілтеме бойынша", "толығырақ", "толық", "сайт", "мына жерде",
    ];

    /// <summary>The warnings of a draft, in the order of its members.</summary>
    public static IReadOnlyList<DraftWarning> Of(DraftRequest draft, DateTimeOffset now)
    {
        var warnings = new List<DraftWarning>();
        void WarnIf(bool seen, string id, string path, string message)
        {
            if (seen) warnings.Add(new DraftWarning(id, path, message));
        }
        WarnIf(PlainText.Normalize(draft.Title).EnumerateRunes().Count() > LongTitle, "long-title", "$.title", $"is longer than {LongTitle} characters; feeds and posts will shorten it");
        WarnIf(draft.Lead is null || PlainText.IsBlank(draft.Lead), "no-lead", "$.lead", "is missing; listings and posts will show the beginning of the text");
        WarnIf(draft.Media.Count == 0, "no-photograph", "$.media", "is empty; some channels post nothing without a photograph");
        WarnIf(HasPointingLink(draft.Body), "link-text", "$.body", "has a link whose words do not say where it leads");
        WarnIf(draft.EmbargoUntil <= now, "embargo-past", "$.embargoUntil", "is over already");
        WarnIf(draft.EmbargoUntil > now && draft.EmbargoUntil <= now + Soon, "embargo-soon", "$.embargoUntil", "ends within five minutes, before anybody can approve the texts");
        return warnings;
    }

    private static bool HasPointingLink(string body) =>
        PlainText.FaultOfText(body, Draft.Body) is null && Markdown.Check(body).Count == 0 && Markdown.LinkWordsIn(body).Any(IsPointing);

    private static bool IsPointing(string words) =>
        Pointing.Contains(string.Join(' ', words.ToLowerInvariant().Split([.. words.Where(c => !char.IsLetter(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)));
}
