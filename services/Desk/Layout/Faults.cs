using Akorda.Desk.Backend;

namespace Akorda.Desk.Layout;

/// <summary>What a service found wrong with members of a body, as a form shows it.</summary>
internal static class Faults
{
    /// <summary>The form's name of a member: <c>$.media[0].alt</c> is the field <c>media.0.alt</c>.</summary>
    public static string FieldOf(string path) => path.TrimStart('$').TrimStart('.').Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    /// <summary>What is wrong with one field, in the person's language.</summary>
    public static IReadOnlyList<string> Of(this Problem? problem, Words words, string field) =>
        problem is null ? [] : [.. problem.Errors.Where(error => FieldOf(error.Key) == field).SelectMany(error => error.Value).Select(rule => InWords(words, rule))];

    /// <summary>A rule in the person's language; in the service's own words where it has none.</summary>
    public static string InWords(Words words, string rule) => rule;
}
