using System.Globalization;

namespace Akorda.Texts;

/// <summary>Dates in a language's own form. Own tables, because those of the system's libraries differ by version and follow the calendar on the wall, not that of the press.</summary>
public static class Dates
{
    private static readonly string[] Kazakh =
        ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];

    private static readonly string[] Russian =
        ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>A date as a sentence of that language names it; in ISO form for a language without an own one.</summary>
    public static string InWords(DateOnly date, string language) => language switch
    {
        "kk" => string.Create(CultureInfo.InvariantCulture, $"{date.Year} жылғы {date.Day} {Kazakh[date.Month - 1]}"),
        "ru" => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {Russian[date.Month - 1]} {date.Year} года"),
        "en" => string.Create(CultureInfo.InvariantCulture, $"{English[date.Month - 1]} {date.Day}, {date.Year}"),
        _ => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
