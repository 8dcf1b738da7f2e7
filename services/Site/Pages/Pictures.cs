using Akorda.Site.Layout;
using Akorda.Texts;

namespace Akorda.Site.Pages;

/// <summary>Photographs in pages.</summary>
internal static class Pictures
{
    /// <summary>The path of one size of a photograph.</summary>
    public static string PathOf(Guid id, Variant variant) => $"/media/{id:D}/{variant.Name}";

    /// <summary>A photograph with its caption and credit.</summary>
    public static Html Figure(Medium medium, DocumentMedia words, Labels labels) =>
        Article.Figure(Image(medium, words.Alt, "(min-width: 48rem) 46rem, 100vw"), words.Caption, words.Credit, labels.Photo);

    /// <summary>A photograph that only decorates: the words beside it say what it shows.</summary>
    public static Html Decoration(Medium medium, string sizes) => Image(medium, "", sizes);

    private static Html Image(Medium medium, string alt, string sizes)
    {
        var webp = medium.Variants.Where(variant => variant.ContentType == "image/webp")
            .Select((variant, i) => Html.Of($"{new Html(i > 0 ? ", " : "")}{PathOf(medium.Id, variant)} {variant.Width}w"));
        var jpeg = medium.Jpeg;
        return Html.Of($"""<picture><source type="image/webp" srcset="{webp}" sizes="{sizes}"><img src="{PathOf(medium.Id, jpeg)}" alt="{alt}" width="{jpeg.Width}" height="{jpeg.Height}" loading="lazy" decoding="async"></picture>""");
    }
}
