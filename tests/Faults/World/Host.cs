using Akorda.Faults.Proxy;
using Akorda.Testing;

namespace Akorda.Faults.World;

/// <summary>One process of one service, with the links that lead away from it.</summary>
public sealed class Host(string name, string project, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, Link> links) : IAsyncDisposable
{
    private readonly List<string> earlier = [];
    private RunningProcess? process;

    /// <summary>Such as <c>publisher2</c>.</summary>
    public string Name => name;

    /// <summary>Its way to PostgreSQL.</summary>
    public Link Database => links["db"];

    /// <summary>Its way to RabbitMQ.</summary>
    public Link Broker => links["mq"];

    /// <summary>A way of its own to something else.</summary>
    public Link To(string what) => links[what];

    /// <summary>Every way that leads away from it.</summary>
    public IEnumerable<Link> Links => links.Values;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => process is { HasEnded: false };

    /// <summary>Environment variables for the next starts, such as a wrong clock.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    /// <summary>What it printed in its last lives and in this one.</summary>
    public IEnumerable<string> Output => earlier.Concat(process?.Output ?? []);

    /// <summary>Memory that it holds, in bytes.</summary>
    public long Memory => process is { HasEnded: false } running
        ? long.Parse(File.ReadLines($"/proc/{running.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture) * 1024
        : 0;

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        await ForgetAsync();
        process = await RunningProcess.StartAsync(project, new Dictionary<string, string>([.. settings, .. Extra]));
    }

    /// <summary>Starts it and does not wait: what it needs may not be there yet.</summary>
    public async Task LaunchAsync()
    {
        await ForgetAsync();
        process = RunningProcess.Launch(project, new Dictionary<string, string>([.. settings, .. Extra]));
    }

    /// <summary>Starts it where it does not run.</summary>
    public Task BackAsync() => IsRunning ? Task.CompletedTask : StartAsync();

    /// <summary>kill -9.</summary>
    public Task KillAsync() => process is { HasEnded: false } running ? running.KillAsync() : Task.CompletedTask;

    /// <summary>Stops it as an operator does; answers its exit code.</summary>
    public Task<int> StopAsync() => process!.StopAsync();

    /// <summary>Stops the clock of the process: its connections stay open and silent.</summary>
    public Task FreezeAsync() => process!.SignalAsync("STOP");

    /// <summary>Lets a frozen process go on.</summary>
    public Task ThawAsync() => process!.SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasEnded: false }) await KillAsync();
        await ForgetAsync();
        foreach (var link in links.Values) await link.DisposeAsync();
    }

    private async Task ForgetAsync()
    {
        if (process is null) return;
        earlier.AddRange(process.Output.TakeLast(500));
        await process.DisposeAsync();
        process = null;
    }
}
