using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Akorda.Postgres;

/// <summary>A PostgreSQL cluster of our own in a folder: made at the first start, started, adopted when it outlived its host, stopped. It listens on a Unix socket only.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly string sockets;
    private readonly string password;
    private readonly string programs;

    private PrivateCluster(string folder, string sockets, string password, string programs) =>
        (this.folder, this.sockets, this.password, this.programs) = (folder, sockets, password, programs);

    /// <summary>Makes the cluster where there is none and starts it where it does not run.</summary>
    /// <param name="folder">Where it lives. As root every parent must be open to the user <c>postgres</c>, because PostgreSQL refuses to run as root.</param>
    /// <param name="durable">False for tests only: no wait for the disk.</param>
    /// <param name="ct">Ends the start; the server may be left running, and the next start adopts it.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is missing or does not start; the message says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(string folder, bool durable, CancellationToken ct)
    {
        var programs = FindPrograms();
        var data = Path.Combine(folder, "data");
        var passwordFile = Path.Combine(folder, "password");
        Directory.CreateDirectory(folder);
        await GiveToPostgresAsync(folder, ct);

        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            // A start that was killed half way left a folder that initdb would refuse.
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
            await File.WriteAllTextAsync(passwordFile, RandomNumberGenerator.GetHexString(48, lowercase: true), ct);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await GiveToPostgresAsync(passwordFile, ct);
            var fresh = data + ".new";
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            await RunAsync(Path.Combine(programs, "initdb"),
                ["--pgdata", fresh, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"], ct);
            // Renamed only when whole: PG_VERSION is the first file that initdb writes.
            Directory.Move(fresh, data);
        }

        // A socket's path may have 107 bytes at the most, so a deep data folder keeps its socket elsewhere.
        var sockets = Path.Combine(folder, "run");
        if (sockets.Length > 80) sockets = Path.Combine(Path.GetTempPath(), "akorda-" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..16]);
        Directory.CreateDirectory(sockets);
        await GiveToPostgresAsync(sockets, ct);

        var cluster = new PrivateCluster(folder, sockets, (await File.ReadAllTextAsync(passwordFile, ct)).Trim(), programs);
        await cluster.StartServerAsync(durable, ct);
        return cluster;
    }

    /// <summary>A connection string for a role of this cluster.</summary>
    public string ConnectionString(string database, string role, string rolePassword) => new NpgsqlConnectionStringBuilder
    {
        Host = sockets,
        Database = database,
        Username = role,
        Password = rolePassword,
    }.ConnectionString;

    /// <summary>What PostgreSQL's own programs need in their environment to work on this cluster as its superuser.</summary>
    public IReadOnlyDictionary<string, string> Superuser => new Dictionary<string, string>
    {
        ["PGHOST"] = sockets,
        ["PGUSER"] = "postgres",
        ["PGPASSWORD"] = password,
        ["PATH"] = programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
    };

    /// <summary>Makes a service's database with its two roles where they are missing, and answers their connection strings. The passwords are made once and kept in the cluster's folder.</summary>
    /// <returns>The data role's and the owner's connection strings.</returns>
    public async Task<(string Data, string Owner)> ProvideDatabaseAsync(string service, CancellationToken ct)
    {
        var owner = service + "_owner";
        var (password, ownerPassword) = (await PasswordAsync(service, ct), await PasswordAsync(owner, ct));
        await using var admin = NpgsqlDataSource.Create(ConnectionString("postgres", "postgres", this.password) + ";Pooling=false");
        if (await admin.FindAsync("select 1 from pg_database where datname = $1", [service], row => (int?)row.GetInt32(0), ct) is null)
        {
            // Names come from the modules and passwords are hexadecimal: nothing here needs quoting.
            foreach (var (name, secret) in new[] { (service, password), (owner, ownerPassword) })
            {
                await admin.ExecuteAsync($"do $$ begin create role {name} login password '{secret}'; exception when duplicate_object then alter role {name} password '{secret}'; end $$", [], ct);
            }
            await admin.ExecuteAsync($"create database {service} owner {owner}", [], ct);
            await admin.ExecuteAsync($"revoke all on database {service} from public", [], ct);
            await admin.ExecuteAsync($"grant connect on database {service} to {service}", [], ct);
        }
        return (ConnectionString(service, service, password), ConnectionString(service, owner, ownerPassword));
    }

    /// <summary>Stops the server; what is committed stays.</summary>
    public async ValueTask DisposeAsync() =>
        await RunAsync(Path.Combine(programs, "pg_ctl"), ["stop", "--pgdata", Path.Combine(folder, "data"), "--mode", "fast", "--silent"], CancellationToken.None);

    /// <summary>Restarts the server at once, as a crash would: for tests of what must survive it.</summary>
    /// <param name="meanwhile">What happens while the server is away.</param>
    public async Task CrashAndRestartAsync(Func<Task> meanwhile, CancellationToken ct)
    {
        await RunAsync(Path.Combine(programs, "pg_ctl"), ["stop", "--pgdata", Path.Combine(folder, "data"), "--mode", "immediate", "--silent"], ct);
        try { await meanwhile(); }
        finally { await StartServerAsync(durable: true, ct); }
    }

    private async Task StartServerAsync(bool durable, CancellationToken ct)
    {
        var data = Path.Combine(folder, "data");
        // Status 0: a server that outlived its host runs here, and is adopted.
        if (await TryRunAsync(Path.Combine(programs, "pg_ctl"), ["status", "--pgdata", data], ct) != 0)
        {
            var options = string.Join(' ',
                $"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c unix_socket_permissions=0777",
                "-c max_connections=150 -c shared_buffers=64MB -c jit=off -c wal_compression=on -c password_encryption=scram-sha-256",
                "-c idle_in_transaction_session_timeout=60s -c lock_timeout=20s -c logging_collector=off",
                durable ? "" : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off");
            await RunAsync(Path.Combine(programs, "pg_ctl"),
                ["start", "--pgdata", data, "--wait", "--timeout", "60", "--log", Path.Combine(folder, "postgresql.log"), "--silent", "--options", options], ct);
        }
    }

    private async Task<string> PasswordAsync(string role, CancellationToken ct)
    {
        var file = Path.Combine(folder, "roles", role);
        if (File.Exists(file)) return (await File.ReadAllTextAsync(file, ct)).Trim();
        Directory.CreateDirectory(Path.Combine(folder, "roles"));
        var secret = RandomNumberGenerator.GetHexString(48, lowercase: true);
        await File.WriteAllTextAsync(file + ".new", secret, ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(file + ".new", file, overwrite: true);
        return secret;
    }

    private static string FindPrograms()
    {
        // Debian keeps the server's programs out of PATH, by version.
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var folders = debian.OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: install the package 'postgresql' of your system, version 15 or newer.");
    }

    private static Task GiveToPostgresAsync(string path, CancellationToken ct) =>
        Environment.IsPrivilegedProcess ? RunAsync("/bin/chown", ["postgres:", path], ct, asPostgres: false) : Task.CompletedTask;

    private static async Task RunAsync(string program, IReadOnlyList<string> args, CancellationToken ct, bool asPostgres = true)
    {
        var error = new List<string>();
        if (await TryRunAsync(program, args, ct, asPostgres, error) is not 0 and var code)
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {code}: {string.Join(' ', error)}");
    }

    private static async Task<int> TryRunAsync(string program, IReadOnlyList<string> args, CancellationToken ct, bool asPostgres = true, List<string>? output = null)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        if (asPostgres && Environment.IsPrivilegedProcess)
        {
            start.FileName = "setpriv";
            foreach (var arg in (string[])["--reuid=postgres", "--regid=postgres", "--clear-groups", program]) start.ArgumentList.Add(arg);
        }
        else
        {
            start.FileName = program;
        }
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        // The server inherits the pipes and would keep them open: end reading with the process, not with the stream.
        void Keep(object sender, DataReceivedEventArgs line) { if (line.Data is { } text) lock (start) output?.Add(text); }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromSeconds(90), ct);
        return process.ExitCode;
    }
}
