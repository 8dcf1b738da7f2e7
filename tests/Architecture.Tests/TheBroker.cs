using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Akorda.Ingestion;
using Akorda.Publisher;
using Akorda.Review;
using Akorda.Testing;
using Akorda.Translation;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Akorda.Architecture.Tests;

/// <summary>What deploy/rabbitmq/definitions.json gives a broker before its first client comes: exactly what the services declare, and no more rights than each needs.</summary>
public sealed partial class TheBroker
{
    private const string VirtualHost = "akorda";
    private static readonly string[] Services = ["ingestion", "publisher", "review", "translation"];
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Committed = Path.Combine(TheStructure.Repository, "deploy", "rabbitmq", "definitions.json");

    // A message type's folder in Contracts is named after what its only sender owns; steps of a timeline come from everybody.
    private static readonly IReadOnlyDictionary<string, string> Folders = new Dictionary<string, string>
    {
        ["ingestion"] = "Drafts", ["translation"] = "Translations", ["review"] = "Reviews", ["publisher"] = "Publications",
    };

    [Fact]
    public async Task Is_given_what_the_services_declare_and_nothing_else()
    {
        await using var node = await RabbitMqNode.StartAsync();
        var declared = Definitions(await DeclaredAsync(node, await node.VirtualHostAsync()));
        if (File.Exists(Committed) && await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken) == declared) return;
        var received = Path.Combine(AppContext.BaseDirectory, "definitions.json");
        await File.WriteAllTextAsync(received, declared, TestContext.Current.CancellationToken);
        Assert.Fail($"The services declare something else than {Committed} says: compare it with {received}, and copy that over it.");
    }

    [Theory]
    [InlineData("Akorda.Messaging:Bundle--Akorda.Contracts.Reviews:TextApproved::RoutineLane--", "")]
    [InlineData("publisher-text-approved", "")]
    [InlineData("", "publisher-text-approved")]
    public async Task Lets_no_service_send_what_another_one_says(string exchange, string routingKey)
    {
        await using var node = await RabbitMqNode.StartAsync(Users(), Committed);
        await using var stolen = await new ConnectionFactory { Uri = node.AddressOf("translation", "stolen", VirtualHost) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await stolen.CreateChannelAsync(new CreateChannelOptions(true, true), TestContext.Current.CancellationToken);

        var refusal = await Record.ExceptionAsync(async () => await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, "{}"u8.ToArray(), TestContext.Current.CancellationToken));

        Assert.Contains("ACCESS_REFUSED", $"{refusal} {channel.CloseReason}", StringComparison.Ordinal);
        Assert.IsAssignableFrom<OperationInterruptedException>(refusal);
    }

    [Fact]
    public async Task Has_no_user_that_nobody_asked_for()
    {
        await using var node = await RabbitMqNode.StartAsync(Users(), Committed);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() =>
            new ConnectionFactory { Uri = node.AddressOf("guest", "guest", VirtualHost) }.CreateConnectionAsync(TestContext.Current.CancellationToken));
    }

    // The services over an empty broker, whose user may do everything.
    private static async Task<JsonObject> DeclaredAsync(RabbitMqNode node, Uri address)
    {
        await using var host = await TestHost.StartAsync(
            () => [new IngestionModule(), new TranslationModule(), new ReviewModule(), new PublisherModule()],
            settings =>
            {
                ProductKeys.Provide(settings);
                settings["Transport"] = "rabbitmq";
                settings["RabbitMq:Url"] = address.AbsoluteUri;
            });
        await Eventually.TrueAsync(() => Task.FromResult(host.Services.GetRequiredService<Messaging.BusHealth>().Problem is null), "bus that is ready");
        return JsonNode.Parse(await node.ExportAsync())!.AsObject();   // it is an object
    }

    private static string Definitions(JsonObject export)
    {
        List<JsonObject> Of(string kind, Func<JsonObject, string> order) =>
            [.. export[kind]!.AsArray().Select(one => one!.AsObject()).Where(one => !IsProbes(one) && !IsMark(one)).OrderBy(order, StringComparer.Ordinal)];   // the export has every kind
        var exchanges = Of("exchanges", one => (string)one["name"]!);
        var queues = Of("queues", one => (string)one["name"]!);
        var bindings = Of("bindings", one => $"{one["source"]} {one["destination"]}");
        var types = exchanges.Select(one => (string)one["name"]!).Where(name => name.StartsWith("Akorda.Messaging:", StringComparison.Ordinal)).ToList();
        // One line for each, so that a difference is read at once.
        string Lines(string kind, IEnumerable<JsonNode> all) => $"  \"{kind}\": [\n    {string.Join(",\n    ", all.Select(one => one.ToJsonString(Relaxed)))}\n  ]";
        return "{\n" + string.Join(",\n",
        [
            Lines("vhosts", [new JsonObject { ["name"] = VirtualHost, ["default_queue_type"] = "quorum" }]),
            Lines("permissions", Services.Select(service => Permissions(service, types, bindings))),
            Lines("exchanges", exchanges.Select(AtHome)),
            Lines("queues", queues.Select(AtHome)),
            Lines("bindings", bindings.Select(AtHome)),
        ]) + "\n}\n";
    }

    private static JsonNode Permissions(string service, IReadOnlyList<string> types, IReadOnlyList<JsonObject> bindings)
    {
        var sends = types.Where(type => SentFrom().Match(type).Groups[1].Value is var folder && (folder == Folders[service] || folder == "Timeline"));
        var takes = bindings.Where(one => ((string)one["destination"]!).StartsWith(service + "-", StringComparison.Ordinal)).Select(one => (string)one["source"]!).Intersect(types);
        return new JsonObject
        {
            ["user"] = service,
            ["vhost"] = VirtualHost,
            ["configure"] = Pattern(service, sends.Union(takes)),
            ["write"] = Pattern(service, sends),
            ["read"] = Pattern(service, takes),
        };
    }

    private static string Pattern(string service, IEnumerable<string> types) =>
        $"^({service}-.*|Akorda\\.Messaging:Bundle--Akorda\\.Contracts\\.({string.Join('|', types.Select(type => ShortName().Match(type).Groups[1].Value).Distinct().Order(StringComparer.Ordinal))})::(Routine|Urgent)Lane--)$";

    private static JsonNode AtHome(JsonObject one)
    {
        var moved = one.DeepClone().AsObject();
        moved["vhost"] = VirtualHost;
        return moved;
    }

    // The test's own player of all other services.
    private static bool IsProbes(JsonObject one) =>
        one.Any(member => member.Key is "name" or "source" or "destination" && ((string?)member.Value)?.StartsWith("probe", StringComparison.Ordinal) == true);

    // What a broker forgets with its data, and must not be given back: see LostBroker.
    private static bool IsMark(JsonObject one) => ((string?)one["name"])?.EndsWith("-was-here", StringComparison.Ordinal) == true;

    private static string Users()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"users-{Guid.CreateVersion7():N}.json");
        // rabbit_password_hashing_sha256 of "stolen": salt 00000000.
        var hash = Convert.ToBase64String([0, 0, 0, 0, .. System.Security.Cryptography.SHA256.HashData([0, 0, 0, 0, .. "stolen"u8])]);
        File.WriteAllText(file, new JsonObject
        {
            ["users"] = new JsonArray([.. Services.Select(service => new JsonObject
            {
                ["name"] = service, ["password_hash"] = hash, ["hashing_algorithm"] = "rabbit_password_hashing_sha256", ["tags"] = new JsonArray(),
            })]),
        }.ToJsonString());
        return file;
    }

    [GeneratedRegex(@"Akorda\.Contracts\.(\w+):")]
    private static partial Regex SentFrom();

    [GeneratedRegex(@"Akorda\.Contracts\.(\w+:\w+)::")]
    private static partial Regex ShortName();
}
