using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;

namespace Akorda.Desk.Layout;

/// <summary>The interface's words in one language. A key's first part names the folder whose <c>Words.resx</c> holds it: <c>drafts.title</c> stands in <c>Drafts</c>.</summary>
public sealed class Words
{
    /// <summary>The cookie that remembers a person's choice; Identity's pages read it too.</summary>
    public const string Cookie = "akorda-language";

    /// <summary>The interface's languages, the default first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["kk", "ru", "en"];

    private static readonly FrozenDictionary<string, ResourceManager> Folders = typeof(Words).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(Resources, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Root.Length..^Resources.Length].ToLowerInvariant(), name => new ResourceManager(name[..^".resources".Length], typeof(Words).Assembly));

    private const string Root = "Akorda.Desk.";
    private const string Resources = ".Words.resources";

    private readonly CultureInfo culture;

    private Words(string language) => (Language, culture) = (language, CultureInfo.GetCultureInfo(language));

    /// <summary>The language as pages say it (BCP 47).</summary>
    public string Language { get; }

    /// <summary>The words of a key.</summary>
    /// <exception cref="MissingManifestResourceException">There are none; a test finds that before a person does.</exception>
    public string this[string key] => Find(key) ?? throw new MissingManifestResourceException($"There are no words for '{key}' in '{Language}'.");

    /// <summary>The words of a key with what belongs in them.</summary>
    public string this[string key, params object[] values] => string.Format(culture, this[key], values);

    /// <summary>The words of a key if there are any.</summary>
    public string? Find(string key)
    {
        var end = key.IndexOf('.', StringComparison.Ordinal);
        return end > 0 && Folders.TryGetValue(key[..end], out var words) ? words.GetString(key, culture) : null;
    }

    /// <summary>The words of a key for a number, in the form that the language has for it: keys end in <c>.one</c>, <c>.few</c>, <c>.many</c>, <c>.other</c> (CLDR plural rules).</summary>
    public string Count(string key, int number) => this[$"{key}.{PluralOf(Language, number)}", number];

    /// <summary>The language that a person chose, else the first of ours that their browser asks for, else Kazakh.</summary>
    public static Words For(HttpRequest request)
    {
        var chosen = request.Cookies[Cookie];
        return In(Languages.Contains(chosen) ? chosen! : request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => Languages.FirstOrDefault(language => wish.Value.ToString().Split('-')[0].Equals(language, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(language => language is not null) ?? Languages[0]);
    }

    /// <summary>The words in a language of ours.</summary>
    public static Words In(string language) => new(language);

    private static string PluralOf(string language, int number) => language switch
    {
        // Kazakh and English count one and the rest; Russian looks at the last two figures.
        "ru" => (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            ( >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
            _ => "many",
        },
        _ => number == 1 ? "one" : "other",
    };
}
