using System.Text.RegularExpressions;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>The body of a text, rendered once for its page, its sheet and its feeds, which differ only in how they show pictures.</summary>
public sealed partial class PublishedBody
{
    private readonly string html;

    private PublishedBody(Document document)
    {
        // A control character can stand in no document, so nothing but this names a picture's place.
        html = Markdown.ToHtml(document.Body, id => $"\u0001{id:D}\u0001");
        Pictures = Markdown.MediaIn(document.Body).ToHashSet();
        Words = Markdown.ToPlainText(document.Body);
    }

    /// <summary>The pictures that stand in the body.</summary>
    public IReadOnlySet<Guid> Pictures { get; }

    /// <summary>The body without markup.</summary>
    public string Words { get; }

    /// <summary>Renders the body of a document.</summary>
    public static PublishedBody Of(Document document) => new(document);

    /// <summary>The body with its pictures in a form of their own.</summary>
    public Html With(Func<Guid, Html> picture) => Pictures.Count == 0 ? new Html(html) : new Html(Place().Replace(html, place => picture(Guid.Parse(place.Groups[1].ValueSpan)).Text));

    [GeneratedRegex("\u0001([0-9a-f-]{36})\u0001")]
    private static partial Regex Place();
}
