using Akorda.Postgres;
using Akorda.Testing;
using Npgsql;

namespace Akorda.Benchmarks;

/// <summary>Services as processes of their own, any number of each, over one RabbitMQ node and one PostgreSQL.</summary>
internal sealed class Apart : IAsyncDisposable
{
    private const string Password = "a password for benchmarks";
    private readonly string folder;
    private readonly PrivateCluster cluster;
    private readonly RabbitMqNode node;
    private readonly List<(string Service, RunningProcess Process)> processes = [];
    private readonly Dictionary<string, NpgsqlDataSource> databases = [];

    private Apart(string folder, PrivateCluster cluster, RabbitMqNode node, Uri broker) => (this.folder, this.cluster, this.node, Broker) = (folder, cluster, node, broker);

    /// <summary>Where the messages go.</summary>
    public Uri Broker { get; }

    /// <summary>The cluster of all databases.</summary>
    public PrivateCluster Cluster => cluster;

    /// <summary>Where Identity listens, once it runs.</summary>
    public Uri Identity { get; } = new($"http://127.0.0.1:{TestHost.FreePort()}");

    public static async Task<Apart> StartAsync(string folder)
    {
        var cluster = await PrivateCluster.StartAsync(folder, durable: true, CancellationToken.None);
        var node = await RabbitMqNode.StartAsync();
        return new Apart(folder, cluster, node, await node.VirtualHostAsync());
    }

    /// <summary>Starts one process of each of these services; answers where they listen.</summary>
    public async Task<IReadOnlyList<Uri>> StartAsync(params IReadOnlyList<string> services)
    {
        List<(string Service, Uri Address, Task<RunningProcess> Process)> starting = [];
        foreach (var service in services)
        {
            var settings = Settings();
            var address = service == "Identity" ? Identity : new Uri($"http://127.0.0.1:{TestHost.FreePort()}");
            settings["Urls__Newsroom"] = address.GetLeftPart(UriPartial.Authority);
            var key = service.ToLowerInvariant();
            (settings[$"ConnectionStrings__{key}"], settings[$"ConnectionStrings__{key}Owner"]) = await cluster.ProvideDatabaseAsync(key, CancellationToken.None);
            starting.Add((service, address, RunningProcess.StartAsync($"Akorda.{service}.Host", settings)));
        }
        foreach (var (service, _, process) in starting) processes.Add((service, await process));
        return [.. starting.Select(one => one.Address)];
    }

    /// <summary>Stops every process of these services.</summary>
    public async Task StopAsync(params IReadOnlyList<string> services)
    {
        var stopping = processes.Where(one => services.Contains(one.Service)).ToList();
        foreach (var one in stopping) processes.Remove(one);
        await Task.WhenAll(stopping.Select(one => one.Process.DisposeAsync().AsTask()));
    }

    /// <summary>One number out of a service's database.</summary>
    public async Task<long> CountAsync(string service, string sql, params object?[] args)
    {
        if (!databases.TryGetValue(service, out var db)) databases[service] = db = NpgsqlDataSource.Create((await cluster.ProvideDatabaseAsync(service, CancellationToken.None)).Data);
        return await db.FindAsync(sql, args, row => row.GetInt64(0), CancellationToken.None);
    }

    /// <summary>A client of the demo's people.</summary>
    public async Task<HttpClient> SignInAsync(string person, Uri address)
    {
        using var identity = new HttpClient { BaseAddress = Identity };
        return await Product.SignInAsync(identity, person, Password, address);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var db in databases.Values) await db.DisposeAsync();
        await Task.WhenAll(processes.Select(one => one.Process.DisposeAsync().AsTask()));
        await node.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private Dictionary<string, string> Settings()
    {
        var nowhere = "http://127.0.0.1:9";
        Dictionary<string, string> settings = new()
        {
            ["RabbitMq__Url"] = Broker.AbsoluteUri,
            ["Urls__SiteIntake"] = nowhere,
            ["Site__PublicUrl"] = nowhere,
            ["Newsroom__PublicUrl"] = Identity.GetLeftPart(UriPartial.Authority),
            ["Publisher__SiteIntakeUrl"] = nowhere,
            ["Publisher__SiteUrl"] = nowhere,
            ["Publisher__ClientSecret"] = "a client secret for benchmarks",
            ["Approvals__KeysFile"] = ProductKeys.PublicKeysFile,
            ["Approvals__ReviewKeyFile"] = ProductKeys.KeyFile("review"),
            ["Approvals__PublisherKeyFile"] = ProductKeys.KeyFile("publisher"),
            ["Identity__KeysFolder"] = folder + "-identity",
            ["Identity__SigningKeyFile"] = folder + "-identity.pem",
            ["Demo__Enabled"] = "true",
            ["Demo__Password"] = Password,
        };
        foreach (var service in (string[])["Identity", "Ingestion", "Translation", "Review", "Publisher"]) settings[$"Services__{service}"] = service == "Identity" ? Identity.GetLeftPart(UriPartial.Authority) : nowhere;
        return settings;
    }
}
