using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akorda.Approvals;
using Akorda.Faults.Proxy;
using Akorda.Testing;
using RabbitMQ.Client;

namespace Akorda.Faults.World;

/// <summary>The whole product as real processes over a real PostgreSQL server and a real RabbitMQ node, with a fault proxy on every link. Built once for a run.</summary>
public sealed class Newsroom : IAsyncDisposable
{
    /// <summary>The demo people's password.</summary>
    public const string Password = "a password for faults";

    /// <summary>Every service's password at the broker.</summary>
    public const string BrokerPassword = "broker";

    private const string VirtualHost = "akorda";
    private const string Judge = "judge";

    private static readonly Dictionary<string, string> Projects = new()
    {
        ["ingestion"] = "Ingestion", ["translation1"] = "Translation", ["translation2"] = "Translation", ["review"] = "Review",
        ["publisher1"] = "Publisher", ["publisher2"] = "Publisher", ["site"] = "Site", ["identity"] = "Identity", ["desk"] = "Desk", ["sandbox"] = "Sandbox",
    };

    private readonly string folder;
    private readonly Dictionary<string, int> ports = Projects.Keys.Append("intake").ToDictionary(name => name, _ => TestHost.FreePort());
    private readonly Dictionary<string, Host> hosts = [];
    private readonly Dictionary<string, string> common = [];
    private Link identity = null!;   // these are set by the start

    private Newsroom(string folder)
    {
        this.folder = folder;
        Server = new Server(Path.Combine(folder, "postgresql"));
    }

    /// <summary>Where things of this run may lie; it goes with the world.</summary>
    public string Folder => folder;

    /// <summary>PostgreSQL.</summary>
    public Server Server { get; }

    /// <summary>RabbitMQ.</summary>
    public RabbitMqNode Broker { get; private set; } = null!;

    /// <summary>Where the judges reach the broker, past every link.</summary>
    public Uri BrokerUrl => BrokerUrlOf(Judge);

    /// <summary>The broker with the rights of a service, as somebody would have them who stole its password.</summary>
    public Uri BrokerUrlOf(string user) => Broker.AddressOf(user, BrokerPassword, VirtualHost);

    /// <summary>From people to the Desk.</summary>
    public Link Desk { get; private set; } = null!;

    /// <summary>Readers' way to the Site; there is no proxy on it, because a crawler must see what is there.</summary>
    public Uri Site => Local("site");

    /// <summary>The networks, past every link.</summary>
    public Uri Sandbox => Local("sandbox");

    /// <summary>Every process.</summary>
    public IReadOnlyCollection<Host> Hosts => hosts.Values;

    /// <summary>The processes that take and send messages.</summary>
    public IEnumerable<Host> Messengers => hosts.Values.Where(host => host.Links.Any(link => link.Name.EndsWith("-mq", StringComparison.Ordinal)));

    /// <summary>Every link.</summary>
    public IEnumerable<Link> Links => hosts.Values.SelectMany(host => host.Links).Append(Desk).Append(identity);

    /// <summary>One process, such as <c>publisher2</c>.</summary>
    public Host this[string name] => hosts[name];

    /// <summary>Builds the world and starts everything.</summary>
    public static async Task<Newsroom> StartAsync(Action<string> say)
    {
        // Directly under the temporary folder: PostgreSQL's own user must reach it when the tests run as root.
        var newsroom = new Newsroom(Path.Combine(Path.GetTempPath(), $"akorda-faults-{Environment.ProcessId}"));
        try
        {
            Directory.CreateDirectory(newsroom.folder);
            var broker = RabbitMqNode.StartAsync(newsroom.WriteUsers(), Path.Combine(AppContext.BaseDirectory, "definitions.json"));
            await newsroom.Server.StartAsync();
            newsroom.Broker = await broker;
            say("PostgreSQL and RabbitMQ answer");
            await newsroom.BuildAsync();
            await Task.WhenAll(newsroom.Hosts.Select(host => host.StartAsync()));
            say($"{newsroom.hosts.Count} processes are ready");
            return newsroom;
        }
        catch
        {
            await newsroom.DisposeAsync();
            throw;
        }
    }

    /// <summary>RabbitMQ 3.10 writes the names of new quorum queues a moment late, and never mends one that was too new when it was killed; a clean stop writes them.</summary>
    public async Task SettleBrokerAsync()
    {
        await Broker.StopAsync();
        await Broker.ResumeAsync();
    }

    /// <summary>The exchanges that messages are sent to.</summary>
    public static IReadOnlyList<string> MessageExchanges => [.. Definitions("exchanges").Select(exchange => (string)exchange["name"]!).Where(name => name.StartsWith("Akorda.Messaging:", StringComparison.Ordinal))];

    /// <summary>What the broker is given at its start: its queues, exchanges or bindings.</summary>
    public static IEnumerable<JsonNode> Definitions(string kind) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "definitions.json")))![kind]!.AsArray().Select(one => one!);

    /// <summary>What waits in each queue of the definitions.</summary>
    public async Task<IReadOnlyList<(string Queue, uint Waiting)>> QueuesAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = BrokerUrl }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        List<(string, uint)> queues = [];
        foreach (var queue in Definitions("queues").Select(queue => (string)queue["name"]!)) queues.Add((queue, await channel.MessageCountAsync(queue)));
        return queues;
    }

    /// <summary>Where a process listens, past every link.</summary>
    public Uri Local(string name) => new($"http://127.0.0.1:{ports[name]}");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values) await host.DisposeAsync();
        if (Desk is not null) await Desk.DisposeAsync();
        if (identity is not null) await identity.DisposeAsync();
        if (Broker is not null) await Broker.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // The services have the rights that a deployment gives them; the judges may do everything.
    private string WriteUsers()
    {
        var file = Path.Combine(folder, "users.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            vhosts = new[] { new { name = VirtualHost } },
            users = ((string[])["ingestion", "translation", "review", "publisher", Judge]).Select(name => new { name, password = BrokerPassword, tags = Array.Empty<string>() }),
            permissions = new[] { new { user = Judge, vhost = VirtualHost, configure = ".*", write = ".*", read = ".*" } },
        }));
        return file;
    }

    private async Task BuildAsync()
    {
        Desk = new Link("people-desk", At("desk"));
        identity = new Link("services-identity", At("identity"));
        DescribeCommon();
        foreach (var name in Projects.Keys)
        {
            var links = LinksOf(name).ToDictionary(link => link.Name[(name.Length + 1)..]);
            hosts[name] = new Host(name, $"Akorda.{Projects[name]}.Host", await SettingsAsync(name, links), links);
        }
    }

    private IEnumerable<Link> LinksOf(string name)
    {
        var service = ServiceOf(name);
        if (Server.Databases.Contains(service)) yield return new Link($"{name}-db", Server.EndPoint);
        if (service is "ingestion" or "translation" or "review" or "publisher") yield return new Link($"{name}-mq", new IPEndPoint(IPAddress.Loopback, Broker.Port));
        if (service is "publisher")
        {
            yield return new Link($"{name}-intake", At("intake"));
            yield return new Link($"{name}-site", At("site"));
            yield return new Link($"{name}-sandbox", At("sandbox"));
            yield return new Link($"{name}-ingestion", At("ingestion"));
        }
        if (service is "desk")
            foreach (var behind in (string[])["ingestion", "translation", "review", "publisher", "identity"])
                yield return new Link($"{name}-{behind}", [.. Projects.Keys.Where(other => ServiceOf(other) == behind).Select(At)]);
    }

    private void DescribeCommon()
    {
        var keys = Path.Combine(folder, "keys");
        common["Approvals__KeysFile"] = KeyFolder.Provide(keys);
        common["Approvals__ReviewKeyFile"] = KeyFolder.PrivateKeyFile(keys, "review");
        common["Approvals__PublisherKeyFile"] = KeyFolder.PrivateKeyFile(keys, "publisher");
        common["Identity__KeysFolder"] = Directory.CreateDirectory(Path.Combine(keys, "identity")).FullName;
        common["Identity__SigningKeyFile"] = Path.Combine(keys, "identity", "signing.pem");
        common["Desk__KeysFolder"] = Path.Combine(keys, "desk");
        common["Publisher__ClientSecretFile"] = Path.Combine(keys, "publisher-client-secret");
        File.WriteAllText(common["Publisher__ClientSecretFile"], Guid.CreateVersion7().ToString("N"));
        common["Publisher__CredentialsKeyFile"] = Path.Combine(keys, "credentials-key");
        File.WriteAllText(common["Publisher__CredentialsKeyFile"], $"{Guid.CreateVersion7():N}{Guid.CreateVersion7():N}");
        common["Demo__Enabled"] = "true";
        common["Demo__Password"] = Password;
        common["Newsroom__PublicUrl"] = Desk.Url.ToString();
        common["Site__PublicUrl"] = Site.ToString();
        common["Services__Identity"] = identity.Url.ToString();
        common["Logging__LogLevel__Default"] = "Warning";
        common["Logging__Console__FormatterName"] = "simple";
        common["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ";
        // Ten processes share what one machine has.
        common["DOTNET_gcServer"] = "0";
        common["DOTNET_gcConcurrent"] = "0";
        common["DOTNET_TieredPGO"] = "0";
    }

    private async Task<Dictionary<string, string>> SettingsAsync(string name, Dictionary<string, Link> links)
    {
        var service = ServiceOf(name);
        Dictionary<string, string> settings = new(common) { [service switch { "site" => "Urls__Site", "sandbox" => "Urls__Sandbox", _ => "Urls__Newsroom" }] = Local(name).ToString() };
        if (links.TryGetValue("db", out var database))
            (settings[$"ConnectionStrings__{service}"], settings[$"ConnectionStrings__{service}Owner"]) = await Server.ProvideAsync(service, database.Port);
        if (links.TryGetValue("mq", out var broker)) settings["RabbitMq__Url"] = $"amqp://{service}:{BrokerPassword}@127.0.0.1:{broker.Port}/{VirtualHost}";
        if (service is "site")
        {
            settings["Urls__SiteIntake"] = Local("intake").ToString();
            settings["Site__PictureFolder"] = Path.Combine(folder, "pictures");
        }
        if (service is "sandbox") settings["Sandbox__Data"] = Path.Combine(folder, "sandbox");
        if (service is "publisher")
        {
            settings["Publisher__SiteIntakeUrl"] = links["intake"].Url.ToString();
            settings["Publisher__SiteUrl"] = links["site"].Url.ToString();
            settings["Services__Sandbox"] = links["sandbox"].Url.ToString();
            settings["Services__Ingestion"] = links["ingestion"].Url.ToString();
        }
        if (service is "desk")
            foreach (var (behind, link) in links) settings[$"Services__{behind}"] = link.Url.ToString();
        return settings;
    }

    private IPEndPoint At(string name) => new(IPAddress.Loopback, ports[name]);

    private static string ServiceOf(string name) => name.TrimEnd('1', '2');
}
