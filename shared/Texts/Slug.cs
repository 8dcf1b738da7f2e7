using System.Text;

namespace Akorda.Texts;

/// <summary>The readable part of a page's address, made once from a title: <c>a-z0-9-</c>, at most 80 characters, whole words, never empty.</summary>
public static class Slug
{
    private const int MaxLength = 80;

    // English practice for Kazakh and Russian letters.
    private static readonly Dictionary<char, string> Latin = new()
    {
        ['а'] = "a", ['ә'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['ғ'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "yo", ['ж'] = "zh",
        ['з'] = "z", ['и'] = "i", ['й'] = "y", ['і'] = "i", ['к'] = "k", ['қ'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['ң'] = "n",
        ['о'] = "o", ['ө'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ұ'] = "u", ['ү'] = "u", ['ф'] = "f",
        ['х'] = "kh", ['һ'] = "h", ['ц'] = "ts", ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ъ'] = "", ['ы'] = "y", ['ь'] = "", ['э'] = "e",
        ['ю'] = "yu", ['я'] = "ya",
        ['ı'] = "i", ['ß'] = "ss", ['æ'] = "ae", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d",
        // An apostrophe joins: presidents, not president-s.
        ['\''] = "", ['’'] = "", ['ʼ'] = "",
    };

    private const string BeforeYe = "аәеёиіоөуұүыэюяйъь";

    /// <summary>The slug of a title.</summary>
    public static string Of(string title)
    {
        var letters = title.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var slug = new StringBuilder();
        for (var i = 0; i < letters.Length; i++)
        {
            if (Letter(letters, i) is not { } latin) slug.Append('-');
            else slug.Append(latin);
        }
        var words = slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "event" : Cut(words);
    }

    private static string? Letter(string letters, int i)
    {
        var letter = letters[i];
        if (char.IsAsciiLetterOrDigit(letter)) return letter.ToString();
        if (letter == 'е' && i > 0 && BeforeYe.Contains(letters[i - 1], StringComparison.Ordinal)) return "ye";
        if (Latin.TryGetValue(letter, out var latin)) return latin;
        if (char.IsSurrogate(letter)) return null;
        var plain = char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
        return char.IsAsciiLetterLower(plain) ? plain.ToString() : null;
    }

    private static string Cut(string[] words)
    {
        var slug = words[0].Length > MaxLength ? words[0][..MaxLength] : words[0];
        foreach (var word in words.Skip(1))
        {
            if (slug.Length + 1 + word.Length > MaxLength) break;
            slug += "-" + word;
        }
        return slug;
    }
}
