namespace Akorda.Site.Search;

/// <summary>Makes words comparable: one letter case, and each Kazakh letter as the Russian letter that stands for it on a keyboard without it.</summary>
public static class Folding
{
    /// <summary>The folded words; letter for letter as long as the words.</summary>
    public static string Fold(string words) => string.Create(words.Length, words, static (folded, words) =>
    {
        for (var i = 0; i < words.Length; i++) folded[i] = Fold(words[i]);
    });

    private static char Fold(char letter) => char.ToLowerInvariant(letter) switch
    {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' or 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ё' => 'е',
        '’' => '\'',
        '\u00a0' or '\n' => ' ',
        var other => other,
    };
}
