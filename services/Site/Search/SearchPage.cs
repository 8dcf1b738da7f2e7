using System.Globalization;
using System.Text;
using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Akorda.Texts;
using Microsoft.AspNetCore.Http;

namespace Akorda.Site.Search;

/// <summary>Looks for words in everything that one language shows. All words have to occur; in any order, also as parts of longer ones, because Kazakh and Russian words change their endings.</summary>
public sealed class SearchPage(Shown shown, SiteSettings settings, Frame frame, AnswerHeaders.Kinds headers)
{
    /// <summary>Letters of a query that are read.</summary>
    public const int MaxQuery = 100;

    private const int MaxWords = 8;
    private const int MaxFound = 30;
    private const int Around = 110;

    /// <summary>Answers <c>/{language}/search?q=</c>.</summary>
    public Task WriteAsync(HttpContext context, string language) =>
        Answer.Of(Page(language, Read(context.Request.Query["q"].ToString())), headers.Search).WriteAsync(context);

    private static string Read(string given)
    {
        // What is no letter of any text (half a pair, a control, a code point that Unicode gives to nobody) is nothing that a page could hold.
        var query = string.Concat(given.Trim().EnumerateRunes().Take(MaxQuery)
            .Where(rune => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned)));
        return query.Normalize();
    }

    private IReadOnlyList<Piece> Page(string language, string query)
    {
        var labels = settings.Labels[language];
        var words = Folding.Fold(query).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MaxWords).ToArray();
        var found = words.Length == 0 ? [] : Find(language, words);
        return frame.Page(new PageParts
        {
            Language = language,
            Title = labels.Search,
            Path = null,
            Query = query,
            Alternates = settings.Languages.ToDictionary(other => other, other => $"/{other}/search" + (query.Length == 0 ? "" : "?q=" + Uri.EscapeDataString(query))),
            Main = Html.Of($"""
                <h1 class="top">{labels.Search}{(query.Length == 0 ? Html.None : Html.Of($": {query}"))}</h1>
                {(query.Length == 0 ? Html.None : found.Count == 0 ? Html.Of($"<p>{labels.NothingFound}</p>") : Html.Of($"""<ol class="items">{found.Select(entry => Item(entry, words))}</ol>"""))}
                """),
        });
    }

    private List<Entry> Find(string language, string[] words) =>
    [
        .. shown.Now.EntriesOf($"/{language}/")
            .Where(entry => !entry.Withdrawn && words.All(word => entry.Folded.Contains(word, StringComparison.Ordinal)))
            .Take(MaxFound)
            // Those that say it in their title first; among them, and among the others, the newest.
            .OrderBy(entry => words.All(word => entry.Folded.AsSpan(0, entry.Title.Length).Contains(word, StringComparison.Ordinal)) ? 0 : 1),
    ];

    private static Html Item(Entry entry, string[] words) => Html.Of($"""
        <li><time>{entry.Date}</time><div><h2><a href="{entry.Path}">{entry.Title}</a></h2><p>{Excerpt(entry, words)}</p></div></li>
        """);

    // The words around the first that was found below the title.
    private static Html Excerpt(Entry entry, string[] words)
    {
        var body = Math.Min(entry.Title.Length + 1, entry.Words.Length);
        var at = words.Select(word => (Word: word, At: entry.Folded.IndexOf(word, body, StringComparison.Ordinal))).Where(hit => hit.At >= 0)
            .OrderBy(hit => hit.At).FirstOrDefault();
        if (at.Word is null) return Html.Of($"{entry.Words[body..Whole(entry.Words, Math.Min(entry.Words.Length, body + 2 * Around))]}");
        var from = Whole(entry.Words, Math.Max(body, at.At - Around));
        var (end, to) = (at.At + at.Word.Length, Whole(entry.Words, Math.Min(entry.Words.Length, at.At + at.Word.Length + Around)));
        return Html.Of($"{(from > body ? "…" : "")}{entry.Words[from..at.At]}<mark>{entry.Words[at.At..end]}</mark>{entry.Words[end..to]}{(to < entry.Words.Length ? "…" : "")}");
    }

    // Not between the halves of one letter.
    private static int Whole(string words, int at) => at > 0 && at < words.Length && char.IsLowSurrogate(words[at]) ? at - 1 : at;
}
