namespace Akorda.Translation.Checks;

/// <summary>The target says the same numbers as the source.</summary>
public static class Numbers
{
    public const string Id = "number";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var source = Figures.Read(segment.Source.Prose, segment.SourceLanguage);
        var target = Figures.Read(segment.Target.Prose, segment.Language);
        var (missing, added) = (source.Numbers.ToList(), target.Numbers.ToList());
        Pair(missing, added, (a, b) => a.Key == b.Key);
        Pair(missing, added, (a, b) => a.Fits(b));
        // A year that is named again is no other fact.
        missing.RemoveAll(number => number.Year is { } year && target.Years.Contains(year));
        added.RemoveAll(number => number.Year is { } year && source.Years.Contains(year));

        List<Finding> findings = [];
        findings.AddRange(Spelled(missing, target.Words, "target").Concat(Spelled(added, source.Words, "source")));
        foreach (var name in missing.Concat(added).Where(number => number.IsPartOfName))
            findings.Add(new Finding(Id, Severity.Warning, $"{name.Text} stands on one side only; is it a name that the other side spells out?"));
        missing.RemoveAll(number => number.IsPartOfName);
        added.RemoveAll(number => number.IsPartOfName);
        if (missing.Count > 0 || added.Count > 0)
            findings.Insert(0, new Finding(Id, Severity.Blocking, $"The numbers differ: the source has {Named(missing)}, the target {Named(added)}."));
        return findings;
    }

    private static void Pair(List<NumberFigure> missing, List<NumberFigure> added, Func<NumberFigure, NumberFigure, bool> same)
    {
        foreach (var number in missing.ToList())
        {
            var other = added.FindIndex(each => same(number, each));
            if (other < 0) continue;
            added.RemoveAt(other);
            missing.Remove(number);
        }
    }

    // A word is worth a look and no more: many words that may be numbers are none.
    private static List<Finding> Spelled(List<NumberFigure> numbers, IReadOnlyList<string> words, string side)
    {
        List<Finding> findings = [];
        var left = words.ToList();
        foreach (var number in numbers.Where(number => left.Remove(number.Key)).ToList())
        {
            numbers.Remove(number);
            findings.Add(new Finding(Id, Severity.Warning, $"{number.Text} seems to be written as a word in the {side}; is it the same?"));
        }
        return findings;
    }

    private static string Named(List<NumberFigure> numbers) => numbers.Count == 0 ? "none of them" : string.Join("; ", numbers.Select(number => number.Text));
}
