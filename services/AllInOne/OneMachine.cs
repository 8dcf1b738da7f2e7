using System.Diagnostics;
using System.Security.Cryptography;
using Akorda.Approvals;
using Akorda.Hosting;
using Akorda.Postgres;

namespace Akorda.AllInOne;

/// <summary>What one machine gives the services that a cluster of machines would be given: databases, keys, secrets and the demo's password, all in one data folder. What the configuration says itself is left alone.</summary>
public sealed class OneMachine : IAsyncDisposable
{
    private static readonly string[] WithoutDatabase = ["desk", "sandbox"];

    private readonly IConfiguration configuration;
    private readonly FileStream folderLock;
    private readonly PrivateCluster? cluster;

    private OneMachine(IConfiguration configuration, FileStream folderLock, PrivateCluster? cluster) =>
        (this.configuration, this.folderLock, this.cluster) = (configuration, folderLock, cluster);

    /// <summary>Makes what is missing, and adds it to the configuration.</summary>
    /// <exception cref="InvalidOperationException">The folder is in use, or PostgreSQL does not start; the message says what to do.</exception>
    public static async Task<OneMachine> ProvideAsync(ConfigurationManager configuration, IReadOnlyList<IServiceModule> modules, CancellationToken ct)
    {
        var data = Path.GetFullPath(configuration["AKORDA_DATA"] ?? ".data");
        Directory.CreateDirectory(data);
        var folderLock = LockFolder(data);
        // PostgreSQL's own user may pass through to its cluster, and nobody may list or read beside it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

        Dictionary<string, string?> provided = [];
        // A value of the configuration wins; nothing that was set is overwritten.
        void Provide(string key, Func<string> make) { if (configuration[key] is null) provided[key] = make(); }

        var keys = Path.Combine(data, "keys");
        Provide("Approvals:KeysFile", () => KeyFolder.Provide(keys));
        Provide("Approvals:ReviewKeyFile", () => KeyFolder.PrivateKeyFile(keys, "review"));
        Provide("Approvals:PublisherKeyFile", () => KeyFolder.PrivateKeyFile(keys, "publisher"));
        Provide("Identity:KeysFolder", () => Directory.CreateDirectory(Path.Combine(keys, "identity")).FullName);
        Provide("Identity:SigningKeyFile", () => Path.Combine(keys, "identity", "signing.pem"));
        Provide("Desk:KeysFolder", () => Path.Combine(keys, "desk"));
        Provide("Publisher:ClientSecretFile", () => SecretFile(Path.Combine(keys, "publisher-client-secret"), 64));
        Provide("Publisher:CredentialsKeyFile", () => SecretFile(Path.Combine(keys, "publisher-credentials-key"), 64));
        Provide("Site:PictureFolder", () => Path.Combine(data, "pictures"));
        Provide("Sandbox:Data", () => Path.Combine(data, "sandbox"));
        Provide("Demo:Enabled", () => "true");
        if (configuration.GetValue("Demo:Enabled", true))
            Provide("Demo:Password", () => File.ReadAllText(SecretFile(Path.Combine(data, "demo-password"), 16)));

        PrivateCluster? cluster = null;
        if (configuration.GetSection("ConnectionStrings").GetChildren().Any() is false)
        {
            cluster = await PrivateCluster.StartAsync(Path.Combine(data, "postgresql"), durable: true, ct);
            foreach (var service in modules.Select(module => module.Name).Except(WithoutDatabase))
                (provided[$"ConnectionStrings:{service}"], provided[$"ConnectionStrings:{service}Owner"]) = await cluster.ProvideDatabaseAsync(service, ct);
        }
        configuration.AddInMemoryCollection(provided);
        return new OneMachine(configuration, folderLock, cluster);
    }

    /// <summary>Runs a program of the shell's with the databases up and nothing else: no service starts on them meanwhile. Its exit code is the answer.</summary>
    /// <exception cref="InvalidOperationException">The databases are not this machine's.</exception>
    public async Task<int> RunWithDatabasesAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        if (cluster is null) throw new InvalidOperationException("ConnectionStrings are set: these databases are not this machine's to run.");
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        foreach (var (name, value) in cluster.Superuser) start.Environment[name] = value;
        using var program = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start.");
        await program.WaitForExitAsync(ct);
        return program.ExitCode;
    }

    /// <summary>Prints where to go, who may sign in, and the line <c>Ready</c>.</summary>
    public void PrintWelcome()
    {
        var urls = Listeners.Read(configuration, Enum.GetValues<Listener>()).Urls;
        Console.WriteLine($"""
            Site      {urls[Listener.Site]}
            Newsroom  {configuration["Newsroom:PublicUrl"] ?? "http://localhost:8090"} (the API beside it: /api/ingestion/openapi.json)
            Wall      {urls[Listener.Sandbox]} (the sandbox's imitation of the networks)
            """);
        if (configuration.GetValue<bool>("Demo:Enabled"))
            Console.WriteLine($"Demo      password {configuration["Demo:Password"]} for editor, editor2, translator-kk, translator-ru, translator-en, reviewer, reviewer2, publisher, administrator, chief");
        Console.WriteLine("Ready");
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        await folderLock.DisposeAsync();
    }

    // Two hosts over one cluster would each believe that they own it, and the first to stop would stop it for both.
    private static FileStream LockFolder(string data)
    {
        try
        {
            return new FileStream(Path.Combine(data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"Another process runs on {data}: stop it first, or set AKORDA_DATA to another folder.");
        }
    }

    private static string SecretFile(string file, int length)
    {
        if (File.Exists(file)) return file;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);   // the caller's path is inside the data folder
        File.WriteAllText(file + ".new", RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", length));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(file + ".new", file);
        return file;
    }
}
