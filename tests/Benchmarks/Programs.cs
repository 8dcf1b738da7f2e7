using System.Diagnostics;

namespace Akorda.Benchmarks;

/// <summary>Other programs, and what the system says about processes.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end; answers its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output} {await error}");
    }

    /// <summary>Processor time of a process and its children so far.</summary>
    public static TimeSpan ProcessorTime(int pid) => Process.GetProcesses()
        .Where(process => process.Id == pid || ParentOf(process.Id) == pid)
        .Aggregate(TimeSpan.Zero, (sum, process) => sum + process.TotalProcessorTime);

    /// <summary>Resident and proportional memory of a process, in MiB.</summary>
    public static (double Resident, double Proportional) Memory(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        double Of(string name) => double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
        return (Of("Rss:"), Of("Pss:"));
    }

    private static int ParentOf(int pid)
    {
        try
        {
            // The name, in brackets, may hold blanks.
            return int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ')[2]);
        }
        catch (IOException)
        {
            return 0;   // it has ended meanwhile
        }
    }
}
