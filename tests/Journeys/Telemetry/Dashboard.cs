using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Akorda.Journeys.Telemetry;

/// <summary>One of the files under <c>deploy/telemetry/dashboards</c>.</summary>
internal sealed partial class Dashboard
{
    private readonly JsonNode file;

    private Dashboard(string path) => (Name, file) = (Path.GetFileNameWithoutExtension(path), JsonNode.Parse(File.ReadAllText(path))!);

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>By this Grafana tells dashboards apart, and links to them hold it.</summary>
    public string Id => (string)file["uid"]!;

    /// <summary>What is drawn; a row is only a heading.</summary>
    public IReadOnlyList<Panel> Panels => [.. file["panels"]!.AsArray().Where(panel => (string)panel!["type"]! != "row").Select(panel => new Panel(Name, panel!))];

    /// <summary>What its variables are asked from.</summary>
    public IEnumerable<Query> Variables => file["templating"]!["list"]!.AsArray().Select(variable => new Query($"{Name}, variable {variable!["name"]}", LabelValues().Replace((string)variable["definition"]!, "max by ($2) ($1)")));

    /// <summary>Every dashboard of the repository.</summary>
    public static IReadOnlyList<Dashboard> All() => [.. Directory.GetFiles(Path.Combine(Repository(), "deploy", "telemetry", "dashboards"), "*.json").Order(StringComparer.Ordinal).Select(path => new Dashboard(path))];

    /// <summary>The page that says what each metric means.</summary>
    public static string Explanation() => File.ReadAllText(Path.Combine(Repository(), "docs", "operations", "watching.md"));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Akorda.Pipeline.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^label_values\((\w+), (\w+)\)$")]
    private static partial Regex LabelValues();
}

/// <summary>One panel.</summary>
internal sealed class Panel(string dashboard, JsonNode panel)
{
    public string Title => (string?)panel["title"] ?? "";
    public string Description => (string?)panel["description"] ?? "";
    public string Where => $"{dashboard}: {Title}";
    public IReadOnlyList<string?> Sources => [.. panel["targets"]!.AsArray().Select(target => (string?)target!["datasource"]?["uid"])];
    public IReadOnlyList<Query> Queries => [.. panel["targets"]!.AsArray().Select(target => new Query(Where, (string)target!["expr"]!))];

    /// <summary>Whether every number is drawn with its unit: the panel's, or a column's own.</summary>
    public bool HasUnit => panel["fieldConfig"]!["defaults"]!["unit"] is not null || (string)panel["type"]! == "table";

    public (int X, int Y, int W, int H) Place => ((int)panel["gridPos"]!["x"]!, (int)panel["gridPos"]!["y"]!, (int)panel["gridPos"]!["w"]!, (int)panel["gridPos"]!["h"]!);
}

/// <summary>A query in PromQL, as far as its names go.</summary>
internal sealed partial record Query(string Where, string Text)
{
    private static readonly string[] Words = ["by", "without", "on", "or", "and", "unless", "bool"];

    /// <summary>The metrics that it reads.</summary>
    public IReadOnlyList<string> Metrics => [.. Name().Matches(Grouping().Replace(Braces().Replace(Brackets().Replace(Text, " "), " "), " ")).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct()];

    /// <summary>The labels that it groups by or asks for.</summary>
    public IReadOnlyList<string> Labels => [.. Grouping().Matches(Text).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Concat(Matchers.Select(matcher => matcher.Label)).Distinct()];

    /// <summary>What it asks of labels, by metric.</summary>
    public IReadOnlyList<(string Metric, string Label, string Value)> Matchers =>
        [.. Selector().Matches(Text).SelectMany(selector => Matcher().Matches(selector.Groups[2].Value).Select(one => (selector.Groups[1].Value, one.Groups[1].Value, one.Groups[2].Value)))];

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();

    // A name that no parenthesis follows is no function.
    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"([a-z_][a-z0-9_]*)\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex("([a-z_]+)=~?\"([^\"]*)\"")]
    private static partial Regex Matcher();
}
