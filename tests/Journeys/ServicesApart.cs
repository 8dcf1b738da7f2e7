using Akorda.Testing;

namespace Akorda.Journeys;

/// <summary>The same product as a process for each service, over RabbitMQ, with the Desk as the newsroom's one origin.</summary>
public sealed class ServicesApart(IReadOnlyDictionary<string, string> more) : IAsyncDisposable
{
    /// <summary>What the Publisher signs in with, to fetch photographs.</summary>
    public const string ClientSecret = "a client secret for journeys";

    private const string Password = "a password for journeys";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akorda-apart-");
    private readonly Dictionary<string, string> addresses = new[] { "Identity", "Ingestion", "Translation", "Review", "Publisher", "Desk", "Site", "SiteIntake", "Sandbox" }
        .ToDictionary(name => name, _ => $"http://127.0.0.1:{TestHost.FreePort()}");

    private List<RunningProcess> processes = [];

    /// <summary>The people of the demo, through the Desk.</summary>
    public Newsroom Newsroom => new(new Uri(addresses["Desk"]), Password);

    /// <summary>Where the networks are imitated.</summary>
    public Uri Sandbox => new(addresses["Sandbox"]);

    /// <summary>Everything that any process printed.</summary>
    public IEnumerable<string> Output => processes.SelectMany(process => process.Output);

    /// <summary>Starts every service; answers when all are ready.</summary>
    public async Task StartAsync()
    {
        var broker = (await (await RabbitMqNode.SharedAsync()).VirtualHostAsync()).ToString();
        await File.WriteAllTextAsync(ClientSecretFile, ClientSecret);
        var starting = new List<Task<RunningProcess>>();
        foreach (var service in (string[])["Identity", "Ingestion", "Translation", "Review", "Publisher", "Site", "Sandbox", "Desk"])
        {
            var settings = Common(broker);
            settings[service is "Site" or "Sandbox" ? $"Urls__{service}" : "Urls__Newsroom"] = addresses[service];
            if (service is not ("Sandbox" or "Desk"))
            {
                var (data, owner) = await TestPostgres.DatabaseAsync(service.ToLowerInvariant());
                (settings[$"ConnectionStrings__{service.ToLowerInvariant()}"], settings[$"ConnectionStrings__{service.ToLowerInvariant()}Owner"]) = (data, owner);
            }
            starting.Add(RunningProcess.StartAsync($"Akorda.{service}.Host", settings));
        }
        processes = [.. await Task.WhenAll(starting)];
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        folder.Delete(recursive: true);
    }

    private string ClientSecretFile => Path.Combine(folder.FullName, "publisher-client-secret");

    private Dictionary<string, string> Common(string broker) => new(more)
    {
        ["RabbitMq__Url"] = broker,
        ["Urls__SiteIntake"] = addresses["SiteIntake"],
        ["Site__PublicUrl"] = addresses["Site"],
        ["Newsroom__PublicUrl"] = addresses["Desk"],
        ["Services__Identity"] = addresses["Identity"],
        ["Services__Ingestion"] = addresses["Ingestion"],
        ["Services__Translation"] = addresses["Translation"],
        ["Services__Review"] = addresses["Review"],
        ["Services__Publisher"] = addresses["Publisher"],
        ["Services__Sandbox"] = addresses["Sandbox"],
        ["Publisher__SiteIntakeUrl"] = addresses["SiteIntake"],
        ["Publisher__SiteUrl"] = addresses["Site"],
        ["Publisher__ClientSecretFile"] = ClientSecretFile,
        ["Approvals__KeysFile"] = ProductKeys.PublicKeysFile,
        ["Approvals__ReviewKeyFile"] = ProductKeys.KeyFile("review"),
        ["Approvals__PublisherKeyFile"] = ProductKeys.KeyFile("publisher"),
        ["Identity__KeysFolder"] = Path.Combine(folder.FullName, "identity"),
        ["Identity__SigningKeyFile"] = Path.Combine(folder.FullName, "identity.pem"),
        ["Desk__KeysFolder"] = Path.Combine(folder.FullName, "desk"),
        ["Site__PictureFolder"] = Path.Combine(folder.FullName, "pictures"),
        ["Sandbox__Data"] = Path.Combine(folder.FullName, "sandbox"),
        ["Demo__Enabled"] = "true",
        ["Demo__Password"] = Password,
    };
}
