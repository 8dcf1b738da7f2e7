using System.Globalization;

namespace Akorda.Texts;

/// <summary>The addresses of an event's pages; the number decides, the slug is for people.</summary>
public static class PageAddress
{
    /// <summary>The path of one language's page.</summary>
    public static string Path(string language, string section, string slug, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"/{language}/{section}/{slug}-{number}");

    /// <summary>The canonical, absolute address of one language's page.</summary>
    public static string Url(Uri site, string language, string section, string slug, long number) =>
        site.GetLeftPart(UriPartial.Authority) + Path(language, section, slug, number);
}
