using System.Globalization;
using System.Text;

namespace Akorda.Translation.Checks;

/// <summary>Characters that nobody sees: soft hyphens, zero-width characters, controls, marks that turn the direction of writing.</summary>
public static class Invisible
{
    public const string Id = "invisible";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var found = segment.Target.Raw.EnumerateRunes().Where(IsInvisible).Distinct().Select(rune => $"U+{rune.Value:X4}").ToList();
        return found.Count == 0 ? [] : [new Finding(Id, Severity.Blocking, $"The target holds characters that nobody sees: {string.Join(", ", found)}.")];
    }

    private static bool IsInvisible(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
