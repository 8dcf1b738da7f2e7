using System.Globalization;
using System.Text.RegularExpressions;

namespace Akorda.Translation.Checks;

/// <summary>A number in figures.</summary>
/// <param name="Key">Equal for equal values of equal kind: <c>1500000000</c>, <c>15%</c>, <c>15:00</c>.</param>
/// <param name="Also">Other values that it may stand for.</param>
/// <param name="Year">The year that it may name.</param>
/// <param name="IsPartOfName">True for the figures in G20 or COVID-19, which another language may well spell out.</param>
/// <param name="Text">As it stands in the text.</param>
public sealed record NumberFigure(string Key, IReadOnlyList<string> Also, int? Year, bool IsPartOfName, string Text);

/// <summary>Finds numbers in a text, in the grammar of its language.</summary>
public static partial class NumberFigures
{
    private const string Tail =
        @"(?:[\s-]*(?<scale>тысяч(?!ел)\p{L}*|тыс(?:\.|(?!\p{L}))|мың(?!жыл)\p{L}{0,6}|thousand|миллион\p{L}*|млн\b\.?|million|mln\b\.?|миллиард\p{L}*|млрд\b\.?|billion|bln\b\.?|bn\b|триллион\p{L}*|трлн\b\.?|trillion|trln\b\.?))?"
        + @"(?:[\s-]*(?<percent>%|процент|пайыз|per ?cent|п\. ?п\.|pp\b))?";

    private const string Time = @"(?<hour>[01]?[0-9]|2[0-3])(?:(?<clock>:)(?<minute>[0-5][0-9])(?![\d:]))";
    private const string Head = @"(?<name>\p{L}-?)?(?<![\d])(?<![\d][.,])";

    // A comma parts decimals here. A point does too, in texts that were not set with care; two points or more part thousands.
    [GeneratedRegex(Head + "(?:" + Time + @"|(?<number>[0-9]{1,3}(?: [0-9]{3})+(?![\d])(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![\d])|[0-9]+(?:[.,][0-9]+)?))" + Tail, RegexOptions.IgnoreCase)]
    private static partial Regex CommaDecimals();

    [GeneratedRegex(Head + @"(?:(?<hour>1[0-2]|0?[1-9])(?:[:.](?<minute>[0-5][0-9]))?\s*(?<half>[ap])\.?\s?m\b\.?|" + Time
        + @"|(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?![\d])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![\d])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?))" + Tail, RegexOptions.IgnoreCase)]
    private static partial Regex PointDecimals();

    // What may stand between two numbers that share the unit of the second: 5–7 percent, 5-тен 7 пайызға дейін.
    [GeneratedRegex(@"^(?:-\p{L}{1,4})?\s*(?:[-–—,]|до|по|и|или|to|and|or|мен|бен|пен|және|немесе)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Shares();

    private const int LongestLink = 20;

    private sealed record Part(int Start, int End, string Text, decimal Value, decimal Scale, bool Percent, Match Match);

    /// <summary>The numbers of a text.</summary>
    public static IReadOnlyList<NumberFigure> Read(string prose, string language)
    {
        var grammar = language == "en" ? PointDecimals() : CommaDecimals();
        List<NumberFigure> figures = [];
        List<Part> parts = [];
        foreach (Match match in grammar.Matches(prose))
        {
            if (match.Groups["hour"].Success) figures.Add(TimeOf(match));
            else if (PartOf(match, language) is { } part) Join(parts, part, prose);
            // Longer than any value: an account, a document's number.
            else figures.Add(new NumberFigure(match.Groups["number"].Value.Replace(" ", "", StringComparison.Ordinal), [], null, false, match.Value.Trim()));
        }
        figures.AddRange(WithUnits(parts, prose));
        return figures;
    }

    // From the end, so that 5, 6 and 7 percent are percent, each of them.
    private static IEnumerable<NumberFigure> WithUnits(List<Part> parts, string prose)
    {
        Part? unit = null;
        var figures = new NumberFigure[parts.Count];
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var part = parts[i];
            if (part is not { Scale: 1, Percent: false }) unit = part;
            else if (i + 1 == parts.Count || parts[i + 1].Start < part.End || !Shares().IsMatch(prose.AsSpan(part.End, Math.Min(LongestLink, parts[i + 1].Start - part.End)))) unit = null;
            figures[i] = FigureOf(part, unit);
        }
        return figures;
    }

    private static Part? PartOf(Match match, string language)
    {
        var number = match.Groups["number"].Value.Replace(" ", "", StringComparison.Ordinal);
        number = language == "en" ? number.Replace(",", "", StringComparison.Ordinal)
            : number.Count(c => c == '.') > 1 ? number.Replace(".", "", StringComparison.Ordinal)
            : number.Replace(',', '.');
        if (number.Length > 20) return null;
        return new Part(
            match.Index, match.Index + match.Length, match.Value.Trim(), decimal.Parse(number, CultureInfo.InvariantCulture),
            ScaleOf(match.Groups["scale"].Value), match.Groups["percent"].Success, match);
    }

    // 2 млн 300 тыс. is one number.
    private static void Join(List<Part> parts, Part part, string prose)
    {
        if (parts is [.., { Scale: > 1, Percent: false } before]
            && part.Start > before.End && string.IsNullOrWhiteSpace(prose[before.End..part.Start]) && part.Value * part.Scale < before.Scale && !part.Percent)
            parts[^1] = before with { End = part.End, Text = prose[before.Start..part.End].Trim(), Value = (before.Value * before.Scale + part.Value * part.Scale) / before.Scale };
        else
            parts.Add(part);
    }

    private static NumberFigure FigureOf(Part part, Part? unit)
    {
        var plain = part is { Scale: 1, Percent: false };
        var name = part.Match.Groups["name"].Success;
        int? year = plain && part.Match.Groups["number"].Length == 4 && part.Value is >= 1800 and <= 2200 && part.Value == decimal.Truncate(part.Value) ? (int)part.Value : null;
        List<string> also = plain && unit is not null ? [KeyOf(part.Value * unit.Scale, unit.Percent)] : [];
        // 15.00 is a time as well.
        if (plain && part.Match.Groups["number"].Value.Split('.') is [{ Length: <= 2 } hour, { Length: 2 } minute]) also.Add(ClockOf(hour, minute));
        return new NumberFigure(KeyOf(part.Value * part.Scale, part.Percent), also, year, name, part.Text);
    }

    private static NumberFigure TimeOf(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? match.Groups["minute"].Value : "00";
        List<string> also = [];
        var day = match.Groups["half"].Value.ToUpperInvariant() switch { "P" => hour % 12 + 12, "A" => hour % 12, _ => hour };
        // On the hour, only the hour may be written.
        if (minute == "00") also.AddRange([KeyOf(day, false), KeyOf(hour, false)]);
        return new NumberFigure(ClockOf(day.ToString(CultureInfo.InvariantCulture), minute), also, null, false, match.Value.Trim());
    }

    private static string ClockOf(string hour, string minute) => hour.TrimStart('0').PadLeft(1, '0') + ":" + minute;

    private static string KeyOf(decimal value, bool percent) =>
        value.ToString("0.############", CultureInfo.InvariantCulture) + (percent ? "%" : "");

    internal static decimal ScaleOf(string word) => word.ToUpperInvariant() switch
    {
        ['Т', 'Ы', 'С', ..] or ['М', 'Ы', 'Ң', ..] or ['T', 'H', ..] => 1_000,
        ['М', 'И', 'Л', 'Л', 'И', 'О', ..] or ['М', 'Л', 'Н', ..] or ['M', ..] => 1_000_000,
        ['М', 'И', 'Л', 'Л', 'И', 'А', ..] or ['М', 'Л', 'Р', ..] or ['B', ..] => 1_000_000_000,
        ['Т', 'Р', ..] or ['T', 'R', ..] => 1_000_000_000_000,
        _ => 1,
    };
}
