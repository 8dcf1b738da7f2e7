using System.Globalization;

namespace Akorda.Texts;

/// <summary>What an article is made of.</summary>
public sealed record ArticleParts
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    /// <summary>Null only in a draft that has no date yet.</summary>
    public required DateOnly? OccurredOn { get; init; }
    public required string? Place { get; init; }
    public required string? Lead { get; init; }
    /// <summary>What stands before the text of one that was corrected.</summary>
    public Html Notice { get; init; }
    /// <summary>The photographs that stand in no place of the text, as figures.</summary>
    public required IReadOnlyList<Html> Beside { get; init; }
    /// <summary>The body with its pictures.</summary>
    public required Html Text { get; init; }
}

/// <summary>An event as readers see it. The Site's pages and the newsroom's preview are made by it, so that they cannot differ.</summary>
public static class Article
{
    /// <summary>The article's content.</summary>
    public static Html Of(ArticleParts article) => Html.Of($"""
        <h1>{article.Title}</h1>
        <p class="when">{When(article)}{(article.Place is null ? Html.None : Html.Of($", {article.Place}"))}</p>
        {article.Notice}
        {(article.Lead is null ? Html.None : Html.Of($"""<p class="lead">{article.Lead}</p>"""))}
        {article.Beside.Take(1)}
        <div class="text">
        {article.Text}
        </div>
        {article.Beside.Skip(1)}
        """);

    /// <summary>A photograph with its caption and credit.</summary>
    /// <param name="photo">What stands before the credit, such as <c>Фото</c>.</param>
    public static Html Figure(Html picture, string? caption, string? credit, string photo)
    {
        var by = credit is null ? Html.None : Html.Of($"""<span class="credit">{photo}: {credit}</span>""");
        var words = caption is null && credit is null
            ? Html.None
            : Html.Of($"""<figcaption>{caption}{new Html(caption is not null && credit is not null ? " " : "")}{by}</figcaption>""");
        return Html.Of($"""<figure>{picture}{words}</figure>""");
    }

    private static Html When(ArticleParts article) => article.OccurredOn is { } date
        ? Html.Of($"""<time datetime="{date.ToString("O", CultureInfo.InvariantCulture)}">{Dates.InWords(date, article.Language)}</time>""")
        : Html.None;
}
