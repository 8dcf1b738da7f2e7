using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Akorda.Architecture.Tests;

/// <summary>What docker-compose.yml promises for every container, read from the file itself; that it starts and carries events is tried by <c>tests/compose.sh</c>.</summary>
public sealed class TheComposeFile
{
    // Brings its own image, off unless it is asked for, and sees telemetry only.
    private const string Viewer = "telemetry";
    private static readonly string[] OurServices = ["ingestion", "translation", "review", "publisher", "site", "identity", "desk", "sandbox"];
    private static readonly YamlMappingNode File = Read();
    private static readonly Dictionary<string, YamlMappingNode> Services = Entries(File, "services").ToDictionary(one => one.Name, one => (YamlMappingNode)one.Value);

    public static TheoryData<string> Containers => [.. Services.Keys.Where(name => name != Viewer)];

    [Theory, MemberData(nameof(Containers))]
    public void A_container_is_asked_for_its_health_and_comes_back_by_itself(string name)
    {
        Assert.NotNull(Find(Services[name], "healthcheck"));
        Assert.Equal("unless-stopped", Text(Services[name], "restart"));
    }

    [Theory, MemberData(nameof(Containers))]
    public void A_container_runs_without_rights(string name)
    {
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", Text(Services[name], "user"));
        Assert.Equal("true", Text(Services[name], "read_only"));
        Assert.Equal(["ALL"], Texts(Services[name], "cap_drop"));
        Assert.Contains("no-new-privileges:true", Texts(Services[name], "security_opt"));
        Assert.Null(Find(Services[name], "privileged"));
        Assert.Null(Find(Services[name], "cap_add"));
    }

    [Theory, MemberData(nameof(Containers))]
    public void A_container_has_a_bound_for_its_memory(string name) => Assert.Matches("^[0-9]+m$", Text(Services[name], "mem_limit"));

    [Fact]
    public void Only_the_Desk_and_the_Site_are_published_and_on_this_machine_only()
    {
        var published = Services.Where(one => Texts(one.Value, "ports").Count > 0).ToList();
        Assert.Equal(["desk", "site", Viewer], published.Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.All(published.SelectMany(one => Texts(one.Value, "ports")), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void The_Sites_networks_have_no_way_to_the_broker_or_to_the_newsrooms_databases()
    {
        foreach (var inside in (string[])["rabbitmq", "postgres", "ingestion", "translation", "review", "identity", "desk"])
            Assert.Empty(Texts(Services["site"], "networks").Intersect(Texts(Services[inside], "networks")));
        Assert.Equal(["intake"], Texts(Services["site"], "networks").Intersect(Texts(Services["publisher"], "networks")));
    }

    [Fact]
    public void Only_the_Publisher_and_the_published_have_a_way_out()
    {
        var outside = Entries(File, "networks").Where(one => Text((YamlMappingNode)one.Value, "internal") != "true").Select(one => one.Name).ToHashSet();
        Assert.Equal(["desk", "publisher", "site", Viewer], Services.Where(one => Texts(one.Value, "networks").Any(outside.Contains)).Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_service_gets_its_own_secrets_and_nobody_elses()
    {
        foreach (var service in OurServices)
            foreach (var secret in SecretsOf(service).Where(secret => secret.StartsWith("database-", StringComparison.Ordinal) || secret.StartsWith("rabbitmq-", StringComparison.Ordinal)))
                Assert.Equal(service, secret.Split('-')[1]);
        Assert.Equal(["review"], Holders("review.pem"));
        Assert.Equal(["publisher"], Holders("publisher.pem"));
        Assert.Equal(["publisher"], Holders("channels.json"));
        Assert.Equal(["publisher"], Holders("publisher-credentials-key"));
        Assert.Equal(["identity"], Holders("identity.pem"));
        Assert.Equal(["identity", "desk"], Holders("desk-client-secret"));
    }

    [Fact]
    public void Secrets_are_files_and_stand_in_no_environment()
    {
        Assert.All(Entries(File, "secrets"), secret => Assert.StartsWith("./deploy/secrets/", Text((YamlMappingNode)secret.Value, "file"), StringComparison.Ordinal));
        foreach (var service in Services.Values)
            foreach (var (name, value) in Entries(service, "environment").Select(one => (one.Name, $"{one.Value}")))
                if (name.Contains("Password", StringComparison.OrdinalIgnoreCase) || name.Contains("Secret", StringComparison.OrdinalIgnoreCase)
                    || name.Contains("KeyFile", StringComparison.Ordinal) || name.StartsWith("ConnectionStrings", StringComparison.Ordinal) || name.StartsWith("RabbitMq", StringComparison.Ordinal))
                    Assert.StartsWith("/run/secrets/", value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_viewer_finds_the_dashboards_where_it_looks_and_changes_none()
    {
        var mounts = Texts(Services[Viewer], "volumes").Select(mount => mount.Split(':')).ToDictionary(mount => mount[1], mount => (From: mount[0], How: mount[^1]));
        Assert.All(mounts, mount => Assert.Equal("ro", mount.Value.How));
        Assert.Contains("/otel-lgtm/grafana/conf/provisioning/dashboards/akorda.yaml", mounts.Keys);
        var provider = System.IO.File.ReadAllText(Path.Combine(TheStructure.Repository, mounts["/otel-lgtm/grafana/conf/provisioning/dashboards/akorda.yaml"].From));
        var folder = Assert.Single(mounts.Keys, target => provider.Contains($"path: {target} ", StringComparison.Ordinal));
        var home = Text((YamlMappingNode)Find(Services[Viewer], "environment")!, "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")!;
        Assert.True(System.IO.File.Exists(Path.Combine(TheStructure.Repository, mounts[folder].From, Path.GetRelativePath(folder, home))), home);
    }

    [Fact]
    public void Images_from_outside_name_their_version() =>
        Assert.All(Services.Values.Select(service => Text(service, "image")).OfType<string>(), image => Assert.Matches(":[0-9]", image));

    [Fact]
    public void A_service_starts_when_what_it_needs_is_healthy() =>
        Assert.All(Services.Values.SelectMany(service => Entries(service, "depends_on")), needed => Assert.Equal("service_healthy", Text((YamlMappingNode)needed.Value, "condition")));

    private static List<string> SecretsOf(string service) => [.. (Find(Services[service], "secrets") as YamlSequenceNode ?? []).Select(secret => secret is YamlMappingNode named ? Text(named, "source")! : $"{secret}")];

    private static IEnumerable<string> Holders(string secret) => Services.Keys.Where(service => SecretsOf(service).Contains(secret));

    private static IEnumerable<(string Name, YamlNode Value)> Entries(YamlMappingNode node, string name) =>
        (Find(node, name) as YamlMappingNode ?? []).Select(entry => ($"{entry.Key}", entry.Value));

    private static List<string> Texts(YamlMappingNode node, string name) => [.. (Find(node, name) as YamlSequenceNode ?? []).Select(one => $"{one}")];

    private static string? Text(YamlMappingNode node, string name) => Find(node, name) is YamlScalarNode scalar ? scalar.Value : null;

    private static YamlNode? Find(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var found) ? found : null;

    // Merge keys are resolved first: what counts is what a container gets, not where it is written.
    private static YamlMappingNode Read()
    {
        using var text = new StreamReader(Path.Combine(TheStructure.Repository, "docker-compose.yml"));
        var merged = new DeserializerBuilder().Build().Deserialize<object>(new MergingParser(new Parser(text)));
        YamlStream stream = [];
        using var whole = new StringReader(new SerializerBuilder().DisableAliases().Build().Serialize(merged));
        stream.Load(whole);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
