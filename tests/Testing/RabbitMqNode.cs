using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Akorda.Testing;

/// <summary>A throw-away RabbitMQ node of this test process, on free ports and in a temporary folder, under another user than root.</summary>
public sealed class RabbitMqNode : IAsyncDisposable
{
    private static readonly Lazy<Task<RabbitMqNode>> Shared = new(StartSharedAsync);
    private static int virtualHosts;

    private readonly string folder;
    private readonly int port;
    private readonly Dictionary<string, string> environment;
    private Process? server;

    private RabbitMqNode(string folder, int port, Dictionary<string, string> environment) =>
        (this.folder, this.port, this.environment) = (folder, port, environment);

    /// <summary>
    /// The node that the tests of this process share; started by the first who asks. A start takes five to ten seconds.
    /// Where <c>AKORDA_TEST_RABBITMQ_PORT</c> is set it is the one that runs there (of another version, say), and <c>AKORDA_TEST_RABBITMQCTL</c> is how to command it.
    /// </summary>
    public static Task<RabbitMqNode> SharedAsync() => Shared.Value;

    /// <summary>Starts a node of one's own: for tests that end it.</summary>
    /// <param name="definitions">Files with users, rights, exchanges, queues and bindings that the node loads at every start, before it lets a client in; in this order.</param>
    public static async Task<RabbitMqNode> StartAsync(params IReadOnlyList<string> definitions)
    {
        // Directly under the temporary folder: the broker's own user must reach it when the tests run as root.
        var folder = Path.Combine(Path.GetTempPath(), $"akorda-rabbitmq-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}");
        Directory.CreateDirectory(folder);
        var loaded = Directory.CreateDirectory(Path.Combine(folder, "definitions")).FullName;
        foreach (var (i, file) in definitions.Index()) File.Copy(file, Path.Combine(loaded, $"{i}.json"));
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"),
            $"""
            loopback_users = none
            disk_free_limit.absolute = 100MB
            raft.wal_max_size_bytes = 67108864
            heartbeat = 10
            {(definitions.Count > 0 ? $"load_definitions = {loaded}" : "")}
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].");
        if (Environment.IsPrivilegedProcess) await RunAsync("/bin/chown", ["-R", "rabbitmq:", folder], []);

        var port = TestHost.FreePort();
        RabbitMqNode node = new(folder, port, new()
        {
            // The cookie is written to the home folder: one of its own for each node.
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_PORT"] = $"{TestHost.FreePort()}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"akorda{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{TestHost.FreePort()}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_FEATURE_FLAGS_FILE"] = Path.Combine(folder, "feature_flags"),
        });
        await node.StartServerAsync();
        return node;
    }

    /// <summary>Where the node listens.</summary>
    public int Port => port;

    /// <summary>The address of a virtual host that nobody else uses, so that tests do not meet each other's queues.</summary>
    public async Task<Uri> VirtualHostAsync()
    {
        var name = $"test{Interlocked.Increment(ref virtualHosts)}";
        await AddVirtualHostAsync(name);
        return new Uri($"amqp://guest:guest@127.0.0.1:{port}/{name}");
    }

    /// <summary>Takes everything from a virtual host, its connections, queues and exchanges included.</summary>
    public async Task WipeAsync(Uri virtualHost)
    {
        var name = virtualHost.AbsolutePath.Trim('/');
        await ControlAsync("delete_vhost", name);
        await AddVirtualHostAsync(name);
    }

    /// <summary>The address of this node for a user and a virtual host that its definitions made.</summary>
    public Uri AddressOf(string user, string password, string virtualHost) => new($"amqp://{user}:{password}@127.0.0.1:{port}/{virtualHost}");

    /// <summary>Users, rights, exchanges, queues and bindings as the node has them now, as JSON.</summary>
    public async Task<string> ExportAsync()
    {
        var file = Path.Combine(folder, "export.json");
        await ControlAsync("export_definitions", file);
        return await File.ReadAllTextAsync(file);
    }

    /// <summary>Ends the node, empties its data folder and starts it again: what a lost disk leaves.</summary>
    public async Task WipeAndRestartAsync()
    {
        await EndServerAsync("KILL");
        Directory.Delete(Path.Combine(folder, "mnesia"), recursive: true);
        await StartServerAsync();
    }

    /// <summary>Ends the node as kill -9 does and starts it again over the same folder.</summary>
    public async Task CrashAndRestartAsync()
    {
        await EndServerAsync("KILL");
        await StartServerAsync();
    }

    /// <summary>Ends the node as kill -9 does.</summary>
    public Task KillAsync() => EndServerAsync("KILL");

    /// <summary>Sends the node a signal, such as <c>STOP</c>: it holds its connections and answers nothing.</summary>
    public async Task SignalAsync(string signal) =>
        await RunAsync("/bin/kill", [$"-{signal}", (await File.ReadAllTextAsync(Path.Combine(folder, "pid"))).Trim()], []);

    /// <summary>Stops the node; nothing answers until <see cref="ResumeAsync"/>.</summary>
    public Task StopAsync() => EndServerAsync("TERM");

    /// <summary>Starts the node again over the same folder, where it does not run.</summary>
    public Task ResumeAsync() => server is null ? StartServerAsync() : Task.CompletedTask;

    /// <summary>Runs rabbitmqctl. Takes about a second: never poll with it.</summary>
    public Task ControlAsync(params IReadOnlyList<string> args) => environment.Count == 0
        ? RunAsync(Elsewhere![0], [.. Elsewhere[1..], "--quiet", .. args], [])   // only a node elsewhere has no environment
        : RunAsync("setpriv", [.. AsRabbitMq, Program("rabbitmqctl"), "--node", environment["RABBITMQ_NODENAME"], "--quiet", .. args], environment);

    private static string[]? Elsewhere => Environment.GetEnvironmentVariable("AKORDA_TEST_RABBITMQCTL")?.Split(' ');

    public async ValueTask DisposeAsync()
    {
        await EndServerAsync("KILL");
        EndEpmd();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AddVirtualHostAsync(string name)
    {
        await ControlAsync("add_vhost", name);
        await ControlAsync("set_permissions", "-p", name, "guest", ".*", ".*", ".*");
    }

    // The plain scripts, not the ones in PATH: those change to the user rabbitmq by themselves, which only root may do.
    private static string Program(string name) => Path.Combine("/usr/lib/rabbitmq/bin", name) is var program && File.Exists(program)
        ? program
        : throw new InvalidOperationException("RabbitMQ is not installed: install the package 'rabbitmq-server'.");

    private static IReadOnlyList<string> AsRabbitMq => Environment.IsPrivilegedProcess ? ["--reuid=rabbitmq", "--regid=rabbitmq", "--clear-groups"] : ["--no-new-privs"];

    private static async Task<RabbitMqNode> StartSharedAsync()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("AKORDA_TEST_RABBITMQ_PORT"), out var elsewhere)) return new RabbitMqNode("", elsewhere, []);
        var node = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => node.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return node;
    }

    private async Task StartServerAsync()
    {
        server = Start("setpriv", [.. AsRabbitMq, Program("rabbitmq-server")], environment);
        await Eventually.TrueAsync(AnswersAsync, "RabbitMQ node that answers");
    }

    private async Task EndServerAsync(string signal)
    {
        if (server is null || server.HasExited) return;
        // The script stays between us and the node, so the node itself is ended, by the pid that it wrote.
        var pid = (await File.ReadAllTextAsync(Path.Combine(folder, "pid"))).Trim();
        await RunAsync("/bin/kill", [$"-{signal}", pid], []);
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        server.Dispose();
        server = null;
    }

    // The node starts it as a daemon, and it would survive the node: one for every test run.
    private void EndEpmd()
    {
        var ours = $"ERL_EPMD_PORT={environment["ERL_EPMD_PORT"]}";
        foreach (var process in Process.GetProcessesByName("epmd"))
        {
            using (process)
            {
                try
                {
                    if (File.ReadAllText($"/proc/{process.Id}/environ").Split('\0').Contains(ours)) process.Kill();
                }
                catch (Exception e) when (e is UnauthorizedAccessException or IOException)
                {
                    // Another user's, so not ours; or it ended meanwhile.
                }
            }
        }
    }

    // The port is asked as a client would: a node that listens may still be recovering its queues.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\t\u0001"u8.ToArray());
            var answer = new byte[1];
            return await stream.ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(2)) == 1 && answer[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> args, Dictionary<string, string> environment)
    {
        using var process = Start(program, args, environment);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}.");
    }

    private static Process Start(string program, IReadOnlyList<string> args, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        // Nobody reads the output, and a full pipe would stop the node.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
