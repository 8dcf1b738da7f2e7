namespace Akorda.Translation.Checks;

/// <summary>Everything that a text says in figures.</summary>
/// <param name="Numbers">In the order of the text, those of dates not among them.</param>
/// <param name="Words">Values of number words and Roman numerals: only hints, since many of them are no numbers at all.</param>
/// <param name="Years">Years of dates, and numbers that may be years.</param>
public sealed record Figures(IReadOnlyList<DateFigure> Dates, IReadOnlyList<NumberFigure> Numbers, IReadOnlyList<string> Words, IReadOnlySet<int> Years)
{
    public static Figures Read(string prose, string language)
    {
        var (dates, rest) = DateFigures.Read(prose, language);
        var numbers = NumberFigures.Read(rest, language);
        var years = dates.Select(date => date.Year).Concat(numbers.Select(number => number.Year)).OfType<int>().ToHashSet();
        return new Figures(dates, numbers, NumberWords.Read(rest), years);
    }
}
