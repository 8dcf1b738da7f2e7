namespace Akorda.Translation.Checks;

/// <summary>Everything that a text says in figures.</summary>
/// <param name="Numbers">In the order of the text, those of dates not among them.</param>
/// <param name="Years">Years of dates, and numbers that may be years.</param>
/// <param name="Words">What the text says beside its dates; number words are looked for in it only where figures are missing.</param>
public sealed record Figures(IReadOnlyList<DateFigure> Dates, IReadOnlyList<NumberFigure> Numbers, IReadOnlySet<int> Years, string Words)
{
    public static Figures Read(string prose, string language)
    {
        var (dates, others) = DateFigures.Read(prose, language);
        var numbers = NumberFigures.Read(others, language);
        var years = dates.Select(date => date.Year).Concat(numbers.Select(number => number.Year)).OfType<int>().ToHashSet();
        return new Figures(dates, numbers, years, others);
    }

    /// <summary>What is named in a message: enough to find the place.</summary>
    public static string Named(IEnumerable<string> figures)
    {
        var named = figures.Take(11).ToList();
        return named.Count == 0 ? "none of them" : string.Join("; ", named.Take(10)) + (named.Count > 10 ? " …" : "");
    }
}
