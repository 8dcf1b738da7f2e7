using System.Text;
using System.Text.Json.Nodes;

namespace Akorda.Journeys.Past;

/// <summary>What PostgreSQL did for each statement that a product sent, as its own log tells it (auto_explain).</summary>
public static class ServerPlans
{
    /// <summary>Settings that make a server write every plan, and what came of it, into its log; they hold from its next start.</summary>
    public static readonly IReadOnlyList<string> Settings =
    [
        "load 'auto_explain'",
        "alter system set session_preload_libraries = 'auto_explain'",
        "alter system set auto_explain.log_min_duration = 0",
        "alter system set auto_explain.log_analyze = on",
        "alter system set auto_explain.log_timing = off",
        "alter system set auto_explain.log_buffers = on",
        "alter system set auto_explain.log_verbose = on",
        "alter system set auto_explain.log_nested_statements = on",
        "alter system set auto_explain.log_format = 'json'",
    ];

    /// <summary>One look at one table: how, how often, how many of its rows were read for it, and how many pages of it and of its index.</summary>
    public sealed record Scan(string Statement, string Table, string Kind, string? Index, double Loops, double Rows, double Pages)
    {
        public override string ToString() => $"{Kind} of {Table}{(Index is null ? "" : $" by {Index}")}, {Rows:0} rows in {Pages:0} pages: {Statement}";
    }

    /// <summary>Every look at a table that the log tells of.</summary>
    public static IEnumerable<Scan> Read(string log)
    {
        StringBuilder? plan = null;
        foreach (var line in File.ReadLines(log).Append(""))
        {
            // What belongs to an entry is indented; the next entry ends it.
            if (plan is not null && line.StartsWith('\t'))
            {
                plan.Append(line).Append('\n');
                continue;
            }
            if (plan is not null)
            {
                var entry = JsonNode.Parse(plan.ToString())!;
                foreach (var scan in ScansOf(entry["Plan"]!, (string)entry["Query Text"]!)) yield return scan;
            }
            plan = line.EndsWith("  plan:", StringComparison.Ordinal) ? new StringBuilder() : null;
        }
    }

    private static IEnumerable<Scan> ScansOf(JsonNode node, string statement)
    {
        if (node["Relation Name"] is { } table && ((string)node["Node Type"]!).Contains("Scan", StringComparison.Ordinal))
        {
            double Count(string name) => (double?)node[name] ?? 0;
            var rows = (Count("Actual Rows") + Count("Rows Removed by Filter") + Count("Rows Removed by Index Recheck")) * Count("Actual Loops");
            var pages = Count("Shared Hit Blocks") + Count("Shared Read Blocks");
            yield return new Scan(statement, $"{node["Schema"]}.{table}", (string)node["Node Type"]!, (string?)node["Index Name"], Count("Actual Loops"), rows, pages);
        }
        foreach (var below in node["Plans"]?.AsArray() ?? [])
            foreach (var scan in ScansOf(below!, statement)) yield return scan;
    }
}
