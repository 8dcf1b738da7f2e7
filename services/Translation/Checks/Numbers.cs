namespace Akorda.Translation.Checks;

/// <summary>The target says the same numbers as the source.</summary>
public static class Numbers
{
    public const string Id = "number";

    public static IReadOnlyList<Finding> Check(CheckedSegment segment)
    {
        var (source, target) = (segment.Source.Figures, segment.Target.Figures);
        var (missing, added) = Pair(source.Numbers, target.Numbers, number => [number.Key]);
        (missing, added) = Pair(missing, added, number => [number.Key, .. number.Also]);
        // A year that is named again is no other fact.
        missing = [.. missing.Where(number => number.Year is not { } year || !target.Years.Contains(year))];
        added = [.. added.Where(number => number.Year is not { } year || !source.Years.Contains(year))];

        List<Finding> findings = [];
        missing = Soften(missing, target, "target", findings);
        added = Soften(added, source, "source", findings);
        if (missing.Count > 0 || added.Count > 0)
            findings.Insert(0, new Finding(Id, Severity.Blocking, $"The numbers differ: the source has {Named(missing)}, the target {Named(added)}."));
        return findings;
    }

    // What is left on both sides after each number found one of the other side that shares a value with it.
    private static (IReadOnlyList<NumberFigure> Missing, IReadOnlyList<NumberFigure> Added) Pair(
        IReadOnlyList<NumberFigure> missing, IReadOnlyList<NumberFigure> added, Func<NumberFigure, IReadOnlyList<string>> values)
    {
        var free = Enumerable.Range(0, added.Count).ToHashSet();
        var byValue = free.SelectMany(i => values(added[i]).Select(value => (value, i))).GroupBy(each => each.value, each => each.i)
            .ToDictionary(group => group.Key, group => new Queue<int>(group.Order()));
        List<NumberFigure> left = [];
        foreach (var number in missing)
            if (!values(number).Any(Take)) left.Add(number);
        return (left, [.. free.Order().Select(i => added[i])]);

        bool Take(string value)
        {
            if (!byValue.TryGetValue(value, out var places)) return false;
            while (places.TryDequeue(out var place))
                if (free.Remove(place)) return true;
            return false;
        }
    }

    // A number word is worth a look and no more, since many words that may be numbers are none; a figure in a name may be spelled out.
    private static IReadOnlyList<NumberFigure> Soften(IReadOnlyList<NumberFigure> numbers, Figures other, string side, List<Finding> findings)
    {
        if (numbers.Count == 0) return numbers;
        var words = NumberWords.Read(other.Words).CountBy(word => word).ToDictionary();
        List<NumberFigure> left = [];
        foreach (var number in numbers)
        {
            if (words.GetValueOrDefault(number.Key) > 0)
            {
                words[number.Key]--;
                findings.Add(new Finding(Id, Severity.Warning, $"{number.Text} seems to be written as a word in the {side}; is it the same?"));
            }
            else if (number.IsPartOfName)
                findings.Add(new Finding(Id, Severity.Warning, $"{number.Text} is not in the {side}; is it a name that is spelled out there?"));
            else left.Add(number);
        }
        return left;
    }

    private static string Named(IReadOnlyList<NumberFigure> numbers) => Figures.Named(numbers.Select(number => number.Text));
}
