using System.Text.RegularExpressions;

namespace Akorda.Desk.Layout;

/// <summary>Sentences that a service says in English, in the person's language. The Desk's English words are the same sentences with gaps, so that what stands in the gaps is found by them.</summary>
/// <param name="prefix">What the keys of the sentences begin with.</param>
/// <param name="keys">The rest of each key.</param>
internal sealed class Sentences(string prefix, IReadOnlyList<string> keys)
{
    private readonly IReadOnlyList<(string Key, Regex Sentence)> known = [.. keys.Select(key => (prefix + key, PatternOf(Words.In("en")[prefix + key])))];

    /// <summary>The sentence in the person's language; null when there are no words for it.</summary>
    public string? In(Words words, string sentence) => Find(sentence) is { } found ? words[prefix + found.Key, [.. found.Gaps]] : null;

    /// <summary>Which sentence it is and what stands in its gaps; null when it is none of them.</summary>
    public (string Key, IReadOnlyList<string> Gaps)? Find(string sentence)
    {
        foreach (var (key, pattern) in known)
            if (pattern.Match(sentence) is { Success: true } match) return (key[prefix.Length..], [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        return null;
    }

    private static Regex PatternOf(string template) => new(
        "^" + Regex.Replace(Regex.Escape(template), @"\\\{\d}", "(.*)") + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
