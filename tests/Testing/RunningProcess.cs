using System.Diagnostics;

namespace Akorda.Testing;

/// <summary>One of the product's programs as a process of its own: started until it says <c>Ready</c>, stopped as Ctrl-C would, or killed as a power cut would.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProcess(Process process) => this.process = process;

    /// <summary>Everything the program printed so far.</summary>
    public IReadOnlyList<string> Output
    {
        get { lock (output) return [.. output]; }
    }

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>True when the process is gone.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="project">The project's name; its program is taken from the folder that this test was built into.</param>
    /// <param name="settings">Environment variables.</param>
    public static async Task<RunningProcess> StartAsync(string project, IReadOnlyDictionary<string, string> settings)
    {
        var running = Launch(project, settings);
        var ended = running.process.WaitForExitAsync();
        var first = await Task.WhenAny(running.ready.Task, ended).WaitAsync(TimeSpan.FromSeconds(120));
        if (first == ended) throw new InvalidOperationException($"{project} ended with {running.process.ExitCode}: {string.Join('\n', running.Output)}");
        return running;
    }

    /// <summary>Starts a program and does not wait.</summary>
    public static RunningProcess Launch(string project, IReadOnlyDictionary<string, string> settings)
    {
        // artifacts/bin/<test>/<configuration>/ lies beside artifacts/bin/<project>/<configuration>/.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
        var start = new ProcessStartInfo("dotnet", program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var running = new RunningProcess(new Process { StartInfo = start });
        running.process.OutputDataReceived += (_, line) => running.Keep(line.Data);
        running.process.ErrorDataReceived += (_, line) => running.Keep(line.Data);
        running.process.Start();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Ends it without a word of warning.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal, such as <c>STOP</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C does, and answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited) await SignalAsync("TERM");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await StopAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (output) output.Add(line);
        if (line == "Ready") ready.TrySetResult();
    }
}
