using System.Globalization;
using Akorda.Desk.Layout;
using Akorda.Texts;

namespace Akorda.Desk.Drafts;

/// <summary>A form as the Site would show it: the Site's own article under the Site's own style sheet, in a page that nothing runs in.</summary>
internal static class PreviewPage
{
    /// <summary>The whole document, also for a frame.</summary>
    public static string Of(DraftForm form)
    {
        var language = Words.Languages.Contains(form.Language) ? form.Language : Words.Languages[0];
        var words = Words.In(language);
        var body = PlainText.Normalize(form.Body);
        var inText = Markdown.MediaIn(body).ToHashSet();
        var title = string.IsNullOrWhiteSpace(form.Title) ? words["drafts.untitled"] : form.Title.Trim();
        Html Figure(DraftPhotograph photograph) => Article.Figure(
            Html.Of($"""<img src="/media/{photograph.Id.ToString()}" alt="{photograph.Alt}" loading="lazy" decoding="async">"""), NullIfBlank(photograph.Caption), NullIfBlank(photograph.Credit), words["drafts.photo"]);
        var article = Article.Of(new ArticleParts
        {
            Language = language,
            Title = title,
            OccurredOn = DateOnly.TryParseExact(form.OccurredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            Place = NullIfBlank(form.Place),
            Lead = NullIfBlank(form.Lead),
            Beside = [.. form.Media.Where(photograph => !inText.Contains(photograph.Id)).Select(Figure)],
            Text = new Html(Markdown.ToHtml(body, id => form.Media.FirstOrDefault(photograph => photograph.Id == id) is { } shown ? Figure(shown).Text : null)),
        });
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="script-src 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <base target="_blank">
            <link rel="stylesheet" href="{DeskFiles.Of("site.css")}">
            </head>
            <body>
            <main aria-label="{language}: {title}"><div class="wide"><article class="column">
            {article}
            </article></div></main>
            </body>
            </html>
            """).Text;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
