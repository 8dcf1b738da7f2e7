using System.Text.RegularExpressions;

namespace Akorda.Journeys.Telemetry;

/// <summary>The names under which Prometheus keeps what comes by OTLP: underscores for everything else, the unit behind the name, <c>total</c> behind that of a counter.</summary>
internal static partial class Prometheus
{
    private static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string> { ["s"] = "seconds", ["ms"] = "milliseconds", ["By"] = "bytes", ["%"] = "percent", ["1"] = "", [""] = "" };

    /// <summary>The series of a metric.</summary>
    public static IEnumerable<string> NamesOf(Metric metric)
    {
        var name = NameOf(metric);
        return metric.Kind == "histogram" ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"] : [name];
    }

    /// <summary>An attribute's name.</summary>
    public static string LabelOf(string attribute) => NotALetter().Replace(attribute, "_");

    private static string NameOf(Metric metric)
    {
        var words = NotALetter().Split(metric.Name).Where(word => word.Length > 0).ToList();
        // What stands in braces only counts, and counts have no unit.
        var unit = metric.Unit.StartsWith('{') ? "" : Units[metric.Unit];
        if (unit.Length > 0 && !words.Contains(unit)) words.Add(unit);
        if (metric.Kind == "counter") words = [.. words.Where(word => word != "total"), "total"];
        if (metric is { Kind: "gauge", Unit: "1" }) words = [.. words.Where(word => word != "ratio"), "ratio"];
        return string.Join('_', words);
    }

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex NotALetter();
}
