using Akorda.Site.Feeds;
using Akorda.Site.Layout;
using Akorda.Site.Search;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Site.Pages;

/// <summary>Renders an event: its page and its sheet for printing in every language, and what listings, feeds and the search need of it.</summary>
public sealed class EventPages(SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
{
    /// <summary>Renders all of it.</summary>
    public RenderedEvent Render(Publication publication)
    {
        var languages = publication.Texts.Select(text => Render(publication, text)).ToList();
        return new RenderedEvent
        {
            Publication = publication,
            Answers = languages.SelectMany(language => language.Answers).ToDictionary(),
            Entries = [.. languages.Select(language => language.Entry)],
            InSitemap = publication.Withdrawn ? null : Sitemaps.PieceOf(publication, settings),
        };
    }

    private (IEnumerable<KeyValuePair<string, Answer>> Answers, Entry Entry) Render(Publication publication, PublishedText text)
    {
        var path = publication.PathOf(text);
        if (text.Document is not { } document)
        {
            var gone = Answer.Of(GonePage(text.Language), headers.Gone, StatusCodes.Status410Gone);
            return ([new(path, gone), new(path + "/print", gone)], WithdrawnEntry(publication, text));
        }
        var body = PublishedBody.Of(document);
        var article = Article(publication, text, document, body);
        var page = Answer.Of(Page(publication, text, document, article, body), headers.EventPage, changedAt: text.ChangedAt);
        var sheet = Answer.Of(Sheet(publication, text, document, article), headers.PrintPage, changedAt: text.ChangedAt);
        return ([new(path, page), new(path + "/print", sheet)], EntryOf(publication, text, document, body));
    }

    private IReadOnlyList<Piece> Page(Publication publication, PublishedText text, Document document, Html article, PublishedBody body)
    {
        var labels = settings.Labels[text.Language];
        var path = publication.PathOf(text);
        return frame.Page(new PageParts
        {
            Language = text.Language,
            Title = document.Title,
            Description = DescriptionOf(document, body),
            Path = path,
            Section = document.Section,
            Alternates = publication.Texts.ToDictionary(other => other.Language, publication.PathOf),
            Head = Html.Of($"{OpenGraph.Of(publication, text, document, settings)}{StructuredData.Of(publication, text, document, settings)}"),
            Main = Html.Of($"""
                <article class="column">
                <nav class="path" aria-label="{labels.YouAreHere}"><ol><li><a href="/{text.Language}/{document.Section}/">{settings.SectionName(document.Section, text.Language)}</a></li><li><a href="/{text.Language}/{document.Section}/{document.Rubric}/">{settings.RubricName(document.Section, document.Rubric, text.Language)}</a></li></ol></nav>
                {article}
                </article>
                <div class="after column">
                <a class="button" href="/{text.Language}/{document.Section}/">← {labels.GoBack}</a>
                <nav aria-label="{labels.Share}"><ul>{Share(settings.Url(path), document.Title)}<li><a class="button" href="{path}/print">{labels.Print}</a></li></ul></nav>
                </div>
                """),
        });
    }

    private IReadOnlyList<Piece> Sheet(Publication publication, PublishedText text, Document document, Html article)
    {
        var labels = settings.Labels[text.Language];
        var path = publication.PathOf(text);
        return frame.Sheet(new PageParts
        {
            Language = text.Language,
            Title = document.Title,
            Path = path,
            Section = document.Section,
            Alternates = publication.Texts.ToDictionary(other => other.Language, publication.PathOf),
            Main = Html.Of($"""
                <article>
                {article}
                <p class="address">{labels.Address}: {settings.Url(path)}</p>
                </article>
                <p class="screen"><a class="button" href="{path}">← {labels.GoBack}</a></p>
                """),
        });
    }

    private Html Article(Publication publication, PublishedText text, Document document, PublishedBody body)
    {
        var labels = settings.Labels[text.Language];
        Html Figure(DocumentMedia medium) => Pictures.Figure(publication.Media[medium.Id], medium, labels);
        var beside = document.Media.Where(medium => !body.Pictures.Contains(medium.Id)).Select(Figure).ToList();
        return Texts.Article.Of(new ArticleParts
        {
            Language = text.Language,
            Title = document.Title,
            OccurredOn = document.OccurredOn,
            Place = document.Place,
            Notice = text.Corrected ? Correction(text, labels) : Html.None,
            Lead = document.Lead,
            Beside = beside,
            Text = body.With(id => document.Media.FirstOrDefault(medium => medium.Id == id) is { } medium ? Figure(medium) : Html.None),
        });
    }

    private Html Correction(PublishedText text, Labels labels) => Html.Of($"""
        <div class="notice" role="note"><p>{labels.Corrected} {labels.Updated} <time datetime="{settings.Iso(text.ChangedAt)}">{settings.InWords(text.ChangedAt, text.Language)}</time></p></div>
        """);

    private static Html Share(string url, string title)
    {
        var (link, words) = (Uri.EscapeDataString(url), Uri.EscapeDataString(title));
        return Html.Join(new[]
        {
            ("X (Twitter)", $"https://x.com/intent/post?url={link}&text={words}"),
            ("Facebook", $"https://www.facebook.com/sharer/sharer.php?u={link}"),
            ("Telegram", $"https://t.me/share/url?url={link}&text={words}"),
        }.Select(network => Html.Of($"""<li><a class="button" href="{network.Item2}" rel="noopener noreferrer nofollow">{network.Item1}</a></li>""")));
    }

    private IReadOnlyList<Piece> GonePage(string language)
    {
        var labels = settings.Labels[language];
        return frame.Page(new PageParts
        {
            Language = language,
            Title = labels.WithdrawnTitle,
            Path = null,
            Alternates = settings.Languages.ToDictionary(each => each, each => $"/{each}/"),
            Main = Html.Of($"""
                <div class="column"><h1 class="top">{labels.WithdrawnTitle}</h1><div class="plain"><p>{labels.WithdrawnText}</p></div><p><a class="button" href="/{language}/">{labels.Latest}</a></p></div>
                """),
        });
    }

    private Entry EntryOf(Publication publication, PublishedText text, Document document, PublishedBody body)
    {
        var words = string.Join('\n', new[] { document.Title, document.Lead, body.Words }.OfType<string>());
        var picture = document.Media.Count > 0 ? publication.Media[document.Media[0].Id] : null;
        return new Entry
        {
            EventId = publication.EventId,
            Number = publication.Number,
            Language = text.Language,
            Section = text.Section,
            Rubric = document.Rubric,
            Path = publication.PathOf(text),
            FirstVisibleAt = text.FirstVisibleAt,
            ChangedAt = text.ChangedAt,
            Withdrawn = false,
            Title = document.Title,
            Words = words,
            Folded = Folding.Fold(words),
            Date = Dates.InWords(document.OccurredOn, text.Language),
            Item = Listings.Item(publication.PathOf(text), text.Language, document, picture),
            First = Listings.First(publication.PathOf(text), text.Language, document, picture),
            FeedItem = new Lazy<FeedItem>(() => FeedItem.Of(publication, text, document, body, settings)),
            NewsItem = new Lazy<Piece>(() => Sitemaps.NewsPieceOf(publication, text, document, settings)),
        };
    }

    private Entry WithdrawnEntry(Publication publication, PublishedText text) => new()
    {
        EventId = publication.EventId,
        Number = publication.Number,
        Language = text.Language,
        Section = text.Section,
        Rubric = null,
        Path = publication.PathOf(text),
        FirstVisibleAt = text.FirstVisibleAt,
        ChangedAt = publication.VisibleAt,
        Withdrawn = true,
        Title = "",
        Words = "",
        Folded = "",
        Date = "",
        Item = Html.None,
        First = Html.None,
        FeedItem = new Lazy<FeedItem>(() => FeedItem.OfWithdrawn(publication, text, settings)),
        NewsItem = new Lazy<Piece>(() => Piece.Of("")),
    };

    private static string DescriptionOf(Document document, PublishedBody body)
    {
        const int Length = 200;
        var words = document.Lead ?? body.Words.ReplaceLineEndings(" ");
        if (words.Length <= Length) return words;
        var end = words.LastIndexOf(' ', Length);
        return words[..(end > 0 ? end : Length)] + "…";
    }
}
