namespace Akorda.Benchmarks;

/// <summary>The figures, printed as the table of the README.</summary>
internal sealed class Table
{
    private readonly List<(string What, string Measured, string Limit, string Ratio, string Goal, string Met)> rows = [];

    /// <summary>A rate beside the rate that limits it.</summary>
    public void AddRate(string what, double measured, string limit, double limitRate, double goal, string unit = "per second", string? more = null)
    {
        var ratio = measured / limitRate;
        Add(what, $"{measured:#,0} {unit}{(more is null ? "" : ", " + more)}", $"{limit}: {limitRate:#,0}", $"{ratio:0.00}", $"{goal:0.0#}", ratio / goal);
    }

    /// <summary>A time, or a size, that should stay below its goal.</summary>
    public void AddBelow(string what, double measured, double goal, string unit, string limit = "") =>
        Add(what, $"{measured:0.#} {unit}", limit, "", $"{goal:0.#} {unit}", goal / measured);

    /// <summary>A figure that has no goal of its own.</summary>
    public void AddPlain(string what, string measured, string limit = "", string ratio = "") => Add(what, measured, limit, ratio, "", null);

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        Console.WriteLine("| what | measured | limit, same run | ratio | goal | |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var row in rows) Console.WriteLine($"| {row.What} | {row.Measured} | {row.Limit} | {row.Ratio} | {row.Goal} | {row.Met} |");
        Console.WriteLine();
        Console.WriteLine($"{Environment.ProcessorCount} cores, {Conditions.Memory}, {Conditions.Processor}, {Conditions.System}, .NET {Environment.Version}; load, product, database and broker on the same cores.");
    }

    private void Add(string what, string measured, string limit, string ratio, string goal, double? part)
    {
        var met = part switch { null => "", >= 1 => "met", >= 0.5 => "missed", _ => "below half" };
        rows.Add((what, measured, limit, ratio, goal, met));
        Console.Error.WriteLine($"  {what}: {measured}   {limit}   {ratio} {met}");
    }
}

/// <summary>The machine, for the reader of the table.</summary>
internal static class Conditions
{
    public static string Memory => $"{long.Parse(Line("/proc/meminfo", "MemTotal").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]) / 1024 / 1024 + 1} GiB";

    public static string Processor => Line("/proc/cpuinfo", "model name");

    public static string System => Line("/etc/os-release", "PRETTY_NAME", '=').Trim('"');

    private static string Line(string file, string name, char separator = ':') =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim() ?? "unknown";
}
