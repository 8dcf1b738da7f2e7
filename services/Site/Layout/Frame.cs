using Akorda.Site.Pages;
using Akorda.Texts;

namespace Akorda.Site.Layout;

/// <summary>What one page puts into the frame that all pages share.</summary>
public sealed record PageParts
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    /// <summary>The canonical path; null for a page that has none (404, 410, search).</summary>
    public required string? Path { get; init; }
    /// <summary>The same page by language; a language without it is shown and leads nowhere.</summary>
    public required IReadOnlyDictionary<string, string> Alternates { get; init; }
    public required Html Main { get; init; }
    public string? Description { get; init; }
    public string? Section { get; init; }
    public string? Query { get; init; }
    /// <summary>More for the head: Open Graph, structured data.</summary>
    public Html Head { get; init; }
}

/// <summary>The frame of every page: head, banner with emblem and name, languages, sections, search, footer.</summary>
public sealed class Frame
{
    private static readonly (string Form, string Type, string Name)[] Feeds =
        [("rss", "application/rss+xml", "RSS"), ("atom", "application/atom+xml", "Atom"), ("json", "application/feed+json", "JSON Feed")];

    private readonly SiteSettings settings;

    // What all pages of a language begin with, the style sheet included: compressed and kept once.
    private readonly Dictionary<string, Piece> beginnings;

    public Frame(SiteSettings settings)
    {
        this.settings = settings;
        beginnings = settings.Languages.ToDictionary(language => language, language => Piece.Of(Html.Of($"""
            <!DOCTYPE html>
            <html lang="{language}" prefix="og: https://ogp.me/ns# article: https://ogp.me/ns/article#">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="theme-color" content="#0b2c47">
            <link rel="icon" href="/emblem.svg" type="image/svg+xml">
            <style>{new Html(StyleSheet)}</style>

            """).Text));
    }

    /// <summary>The one style sheet; the policy allows it by its hash, so it stands in every page as it is here.</summary>
    public string StyleSheet { get; } = string.Concat(Resource.Text("site.css").Split('\n').Select(line => line.Trim()));

    /// <summary>A whole page.</summary>
    public IReadOnlyList<Piece> Page(PageParts page)
    {
        var labels = settings.Labels[page.Language];
        return [beginnings[page.Language], Piece.Of(Html.Of($"""
            {Head(page, labels)}
            <body>
            <a class="skip" href="#main">{labels.SkipToText}</a>
            <header class="banner"><div class="wide">
            <a class="home" href="/{page.Language}/"><img src="/emblem.svg" alt="" width="64" height="64">{labels.SiteName}</a>
            <nav aria-label="{labels.Languages}"><ul class="languages">{settings.Languages.Select(language => Language(page, language))}</ul></nav>
            </div></header>
            <div class="sections"><div class="wide">
            <nav aria-label="{labels.Sections}"><ul>{settings.Vocabulary.Sections.Select(section => Section(page, section))}</ul></nav>
            <form class="search" role="search" action="/{page.Language}/search"><label for="q">{labels.Search}</label><input id="q" name="q" type="search" maxlength="{Search.SearchPage.MaxQuery}" value="{page.Query}"><button>{labels.Search}</button></form>
            </div></div>
            <main id="main"><div class="wide">
            {page.Main}
            </div></main>
            <footer class="foot"><div class="wide">
            <p>{labels.SiteName}</p>
            <nav aria-label="{labels.Feeds}"><ul>{Feeds.Select(feed => Html.Of($"""<li><a href="/{page.Language}/feed.{feed.Form}">{feed.Name}</a></li>"""))}</ul></nav>
            <nav aria-label="{labels.Sections}, {labels.Search}"><ul>{settings.Vocabulary.Sections.Select(section => Html.Of($"""<li><a href="/{page.Language}/{section.Id}/">{section.Names[page.Language]}</a></li>"""))}<li><a href="/{page.Language}/search">{labels.Search}</a></li></ul></nav>
            </div></footer>
            </body>
            </html>

            """).Text)];
    }

    /// <summary>A sheet for printing: the text and where it stands, nothing else.</summary>
    public IReadOnlyList<Piece> Sheet(PageParts page)
    {
        var labels = settings.Labels[page.Language];
        return [beginnings[page.Language], Piece.Of(Html.Of($"""
            {Head(page, labels)}
            <body>
            <main class="sheet" id="main">
            <div class="home"><img src="/emblem.svg" alt="" width="64" height="64">{labels.SiteName}</div>
            {page.Main}
            </main>
            </body>
            </html>

            """).Text)];
    }

    private Html Head(PageParts page, Labels labels) => Html.Of($"""
        <title>{TitleOf(page, labels)}</title>
        <meta name="description" content="{page.Description ?? labels.SiteName}">
        {Addresses(page)}
        {FeedLinks(page, labels)}
        {page.Head}
        </head>
        """);

    private static string TitleOf(PageParts page, Labels labels) => page.Title == labels.SiteName ? page.Title : $"{page.Title} – {labels.SiteName}";

    private Html Addresses(PageParts page)
    {
        if (page.Path is null) return Html.Of($"""<meta name="robots" content="noindex">""");
        var first = page.Alternates.GetValueOrDefault(settings.FirstLanguage);
        return Html.Of($"""
            <link rel="canonical" href="{settings.Url(page.Path)}">
            {page.Alternates.Select(other => Html.Of($"""<link rel="alternate" hreflang="{other.Key}" href="{settings.Url(other.Value)}">"""))}
            {(first is null ? Html.None : Html.Of($"""<link rel="alternate" hreflang="x-default" href="{settings.Url(first)}">"""))}
            <meta name="robots" content="max-image-preview:large">
            """);
    }

    private static Html FeedLinks(PageParts page, Labels labels)
    {
        var path = page.Section is null ? $"/{page.Language}/feed." : $"/{page.Language}/{page.Section}/feed.";
        return Html.Join(Feeds.Select(feed => Html.Of($"""<link rel="alternate" type="{feed.Type}" title="{labels.SiteName} ({feed.Name})" href="{path}{feed.Form}">""")));
    }

    private Html Language(PageParts page, string language)
    {
        var name = settings.Labels[language].LanguageName;
        if (!page.Alternates.TryGetValue(language, out var path)) return Html.Of($"""<li><span lang="{language}">{name}</span></li>""");
        var current = new Html(language == page.Language ? " aria-current=\"true\"" : "");
        return Html.Of($"""<li><a href="{path}" lang="{language}" hreflang="{language}"{current}>{name}</a></li>""");
    }

    private static Html Section(PageParts page, Section section)
    {
        var current = new Html(section.Id == page.Section ? " aria-current=\"true\"" : "");
        return Html.Of($"""<li><a href="/{page.Language}/{section.Id}/"{current}>{section.Names[page.Language]}</a></li>""");
    }
}
