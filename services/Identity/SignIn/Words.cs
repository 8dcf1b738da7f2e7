using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;

namespace Akorda.Identity.SignIn;

/// <summary>The words of Identity's pages in one language, from <c>Words.resx</c> (Kazakh), <c>Words.ru.resx</c> and <c>Words.en.resx</c>.</summary>
public sealed class Words
{
    /// <summary>The cookie in which the Desk keeps the language that a person chose.</summary>
    public const string Cookie = "akorda-language";

    // Kazakh first: it is spoken where nothing else is asked for.
    private static readonly Words[] All = [new("kk"), new("ru"), new("en")];

    private readonly ResourceManager words;

    private Words(string language)
    {
        Language = language;
        words = new ResourceManager("words." + language, typeof(Words).Assembly);
    }

    /// <summary>As in <c>lang</c>.</summary>
    public string Language { get; }

    /// <summary>A word, or a sentence.</summary>
    public string this[string key] => words.GetString(key, CultureInfo.InvariantCulture) ?? throw new InvalidOperationException($"'{key}' has no word in '{Language}'.");

    /// <summary>The language that the person chose in the Desk; else the one that the browser asks for first among ours; else Kazakh.</summary>
    public static Words For(HttpRequest request) => Of(request.Cookies[Cookie]) ?? request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wish => wish.Quality ?? 1)
        .Select(wish => Of(wish.Value.ToString().Split('-')[0]))
        .FirstOrDefault(words => words is not null) ?? All[0];

    private static Words? Of(string? language) => Array.Find(All, words => words.Language.Equals(language, StringComparison.OrdinalIgnoreCase));
}
