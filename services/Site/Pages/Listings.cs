using Akorda.Site.Layout;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>The front page, and the listings of sections and rubrics.</summary>
public sealed class Listings(SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
{
    /// <summary>Events on a listing.</summary>
    public const int Length = 20;

    /// <summary>The addresses of all listings.</summary>
    public IEnumerable<string> Paths =>
        from language in settings.Languages
        from path in settings.Vocabulary.Sections.SelectMany(section => section.Rubrics.Select(rubric => $"{section.Id}/{rubric.Id}/").Prepend($"{section.Id}/")).Prepend("")
        select $"/{language}/{path}";

    /// <summary>Renders a listing.</summary>
    /// <param name="path">One of <see cref="Paths"/>.</param>
    /// <param name="entries">All that belong to it, newest first.</param>
    public Answer Render(string path, IEnumerable<Entry> entries)
    {
        var parts = path.Trim('/').Split('/');
        var (language, section, rubric) = (parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
        var labels = settings.Labels[language];
        var shown = entries.Where(entry => !entry.Withdrawn).Take(Length).ToList();
        var title = section is null ? labels.Latest : rubric is null ? settings.SectionName(section, language) : settings.RubricName(section, rubric, language);
        return Answer.Of(frame.Page(new PageParts
        {
            Language = language,
            Title = section is null ? labels.SiteName : title,
            Description = section is null ? labels.SiteName : $"{title} – {labels.SiteName}",
            Path = path,
            Section = section,
            Alternates = settings.Languages.ToDictionary(other => other, other => $"/{other}{path[(language.Length + 1)..]}"),
            Head = Head(title, path, language, labels),
            Main = Html.Of($"""
                {(rubric is null ? Html.None : Path(section, language, labels))}
                <h1 class="top">{title}</h1>
                {(section is null ? Html.None : Rubrics(section, rubric, language))}
                {(shown.Count == 0 ? Html.Of($"<p>{labels.NothingYet}</p>") : Items(shown, withFirst: rubric is null))}
                """),
        }), headers.Listing);
    }

    /// <summary>An event's line in a listing.</summary>
    public static Html Item(string path, string language, Document document, Medium? picture) => Html.Of($"""
        <li{Pictured(picture)}>{Time(document, language)}<div><h2><a href="{path}">{document.Title}</a></h2>{Lead(document)}</div>{(picture is null ? Html.None : Pictures.Decoration(picture, "10rem"))}</li>
        """);

    /// <summary>An event as the first of a listing.</summary>
    public static Html First(string path, string language, Document document, Medium? picture) => Html.Of($"""
        <div{new Html(picture is null ? " class=\"first plain\"" : " class=\"first pictured\"")}>{(picture is null ? Html.None : Pictures.Decoration(picture, "(min-width: 48rem) 36rem, 100vw"))}<div>{Time(document, language)}<h2><a href="{path}">{document.Title}</a></h2>{Lead(document)}</div></div>
        """);

    private static Html Items(IReadOnlyList<Entry> entries, bool withFirst) => withFirst
        ? Html.Of($"""{entries[0].First}{(entries.Count == 1 ? Html.None : Html.Of($"""<ol class="items">{entries.Skip(1).Select(entry => entry.Item)}</ol>"""))}""")
        : Html.Of($"""<ol class="items">{entries.Select(entry => entry.Item)}</ol>""");

    private static Html Pictured(Medium? picture) => picture is null ? Html.None : new Html(" class=\"pictured\"");

    private static Html Time(Document document, string language)
    {
        var day = document.OccurredOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return Html.Of($"""<time datetime="{day}">{Dates.InWords(document.OccurredOn, language)}</time>""");
    }

    private static Html Lead(Document document) => document.Lead is null ? Html.None : Html.Of($"<p>{document.Lead}</p>");

    private Html Path(string? section, string language, Labels labels) => section is null ? Html.None : Html.Of($"""
        <nav class="path" aria-label="{labels.YouAreHere}"><ol><li><a href="/{language}/{section}/">{settings.SectionName(section, language)}</a></li></ol></nav>
        """);

    private Html Rubrics(string section, string? current, string language) => Html.Of($"""
        <nav aria-label="{settings.SectionName(section, language)}"><ul class="rubrics">{settings.Vocabulary.Sections.First(each => each.Id == section).Rubrics
            .Select(rubric => Html.Of($"""<li><a href="/{language}/{section}/{rubric.Id}/"{new Html(rubric.Id == current ? " aria-current=\"page\"" : "")}>{rubric.Names[language]}</a></li>"""))}</ul></nav>
        """);

    private Html Head(string title, string path, string language, Labels labels) => Html.Of($"""
        <meta property="og:type" content="website"><meta property="og:title" content="{title}"><meta property="og:url" content="{settings.Url(path)}"><meta property="og:site_name" content="{labels.SiteName}"><meta property="og:locale" content="{labels.Locale}"><meta property="og:image" content="{settings.Url("/card.png")}"><meta property="og:description" content="{labels.SiteName}"><meta name="twitter:card" content="summary_large_image"><meta name="twitter:title" content="{title}">
        """);
}
