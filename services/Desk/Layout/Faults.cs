using System.Globalization;
using System.Text.RegularExpressions;
using Akorda.Desk.Backend;

namespace Akorda.Desk.Layout;

/// <summary>What a service found wrong with members of a body, as a form shows it.</summary>
internal static partial class Faults
{
    /// <summary>The form's name of a member: <c>$.media[0].alt</c> is the field <c>media.0.alt</c>.</summary>
    public static string FieldOf(string path) => path.TrimStart('$').TrimStart('.').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    /// <summary>What is wrong with one field, in the person's language.</summary>
    public static IReadOnlyList<string> Of(this Problem? problem, Words words, string field) =>
        problem is null ? [] : [.. problem.Errors.Where(error => FieldOf(error.Key) == field).SelectMany(error => error.Value).Select(rule => InWords(words, rule))];

    /// <summary>A rule in the person's language; in the service's own words where there are none.</summary>
    public static string InWords(Words words, string rule)
    {
        // A body's faults name their line first.
        if (Line().Match(rule) is { Success: true } line) return words["layout.rule-line", line.Groups["line"].Value, InWords(words, rule[line.Length..])];
        var code = Http.Faults.CodeOf(rule);
        return words.Find("layout.rule." + code.Code) is { } known ? string.Format(CultureInfo.InvariantCulture, known, [.. code.Args]) : rule;
    }

    [GeneratedRegex("^line (?<line>[0-9]+): ")]
    private static partial Regex Line();
}
