using System.Globalization;
using Akorda.Desk.Drafts;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Reviews;

/// <summary>A document as its readers would see it: the editor's preview, made of what stands in the document.</summary>
internal static class ReadersPage
{
    /// <summary>The whole page, for a frame.</summary>
    public static IResult Of(Document document) => TypedResults.Text(
        PreviewPage.Of(new DraftForm
        {
            Language = document.Language,
            OccurredOn = document.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Place = document.Place ?? "",
            Title = document.Title,
            Lead = document.Lead ?? "",
            Body = document.Body,
            Media = [.. document.Media.Select(medium => new DraftPhotograph(medium.Id, medium.Alt, medium.Caption, medium.Credit))],
        }),
        "text/html; charset=utf-8");
}
