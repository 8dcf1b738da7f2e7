using System.Net;
using Akorda.Texts;

namespace Akorda.Review.Reviews;

/// <summary>Everything that a document says, as a reviewer reads it; <c>html</c> is the body as the Site will show it.</summary>
public sealed record TextView(
    string Language, string Title, string? Lead, string? Place, string Body, string Html,
    string Section, string Rubric, DateOnly OccurredOn, IReadOnlyList<string> Topics, IReadOnlyList<DocumentMedia> Media,
    IReadOnlyList<string> Languages, string ReleasePolicy, string Urgency, DateTimeOffset? EmbargoUntil,
    IReadOnlyList<string> Channels, IReadOnlyDictionary<string, string> ChannelTexts)
{
    /// <summary>The view of a document.</summary>
    public static TextView Of(Document document)
    {
        var media = document.Media.ToDictionary(medium => medium.Id);
        return new TextView(
            document.Language, document.Title, document.Lead, document.Place, document.Body,
            Markdown.ToHtml(document.Body, id => media.TryGetValue(id, out var medium) ? Picture(medium) : null),
            document.Section, document.Rubric, document.OccurredOn, document.Topics, document.Media,
            document.Languages, document.ReleasePolicy, document.Urgency, document.EmbargoUntil, document.Channels, document.ChannelTexts);
    }

    private static string Picture(DocumentMedia medium)
    {
        var caption = string.Join(" ", new[] { medium.Caption, medium.Credit }.Where(words => words is not null).Select(WebUtility.HtmlEncode));
        return $"<figure><img src=\"/api/media/{medium.Id:D}\" alt=\"{WebUtility.HtmlEncode(medium.Alt)}\">{(caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "")}</figure>";
    }
}
