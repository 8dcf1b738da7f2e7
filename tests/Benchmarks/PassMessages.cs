using System.Diagnostics;
using System.Text.Json.Nodes;
using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Hosting;
using Akorda.Ingestion;
using Akorda.Messaging;
using Akorda.Postgres;
using Akorda.Publisher;
using Akorda.Review;
using Akorda.Testing;
using Akorda.Texts;
using Akorda.Translation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Benchmarks;

/// <summary>Short events (a title and a paragraph) through the real consumers of all services as messages alone, in one process: submitted, approved, scheduled for later. Over both transports, each over fresh databases.</summary>
internal static class PassMessages
{
    private const int Warm = 20_000;
    private const int Events = 6_000;
    private const int AtOnce = 50;

    // Ingestion takes three messages of each event, Translation two, Review one, Publisher two.
    internal static readonly (string Module, int Messages)[] Expected =
        [(IngestionModule.Key, 3), (TranslationModule.Key, 2), (ReviewModule.Key, 1), (PublisherModule.Key, 2)];

    private static readonly Person Editor = new("editor", "Editor");
    private static readonly Person Reviewer = new("reviewer", "Reviewer");

    public static async Task MeasureAsync(string folder, Table table)
    {
        await using var cluster = await PrivateCluster.StartAsync(folder, durable: true, CancellationToken.None);
        var commits = await CommitLimit.MeasureAsync(cluster, clients: 32);
        var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "data", "postmaster.pid")))[0]);
        var memory = await PassAsync(cluster, postmaster, "memory", new() { ["Transport"] = "memory" });
        table.AddRate("events of one paragraph through all services as messages alone, in memory", memory.PerSecond, "commits, 32 clients", commits, goal: 0.5, more: memory.Cost);

        await using var node = await RabbitMqNode.StartAsync();
        var rabbit = await PassAsync(cluster, postmaster, "rabbit", new() { ["Transport"] = "rabbitmq", ["RabbitMq:Url"] = (await node.VirtualHostAsync()).AbsoluteUri });
        table.AddRate("the same over RabbitMQ", rabbit.PerSecond, "commits, 32 clients", commits, goal: 0.3, more: rabbit.Cost);
    }

    private static async Task<(double PerSecond, string Cost)> PassAsync(PrivateCluster cluster, int postmaster, string name, Dictionary<string, string?> settings)
    {
        await using var app = await StartAsync(cluster, name, settings);
        using var key = SigningKey.Load(ProductKeys.KeyFile("review"));
        var messages = Enumerable.Range(1, Warm + Events).Select(number => MessagesOf(number, key)).ToList();
        var start = await CountAsync(app);
        await FeedAsync(app, messages.Take(Warm));
        await UntilAsync(app, start, Warm);

        start = await CountAsync(app);
        var before = (Product: Programs.ProcessorTime(Environment.ProcessId), Database: Programs.ProcessorTime(postmaster));
        var clock = Stopwatch.StartNew();
        await FeedAsync(app, messages.Skip(Warm));
        await UntilAsync(app, start, Events);
        var taken = clock.Elapsed;
        var cost = $"{(Programs.ProcessorTime(Environment.ProcessId) - before.Product).TotalMicroseconds / Events:#,0} + {(Programs.ProcessorTime(postmaster) - before.Database).TotalMicroseconds / Events:#,0} µs of processor each (product + PostgreSQL)";
        await CheckAsync(app);
        await app.StopAsync();
        return (Events / taken.TotalSeconds, cost);
    }

    private static async Task<WebApplication> StartAsync(PrivateCluster cluster, string name, Dictionary<string, string?> settings)
    {
        List<IServiceModule> modules = [new IngestionModule(), new TranslationModule(), new ReviewModule(), new PublisherModule(), new Feed()];
        foreach (var module in modules.Select(module => module.Name))
            (settings[$"ConnectionStrings:{module}"], settings[$"ConnectionStrings:{module}Owner"]) = await cluster.ProvideDatabaseAsync($"{name}_{module}", CancellationToken.None);
        foreach (var listener in Enum.GetValues<Listener>()) settings[$"Urls:{listener}"] = $"http://127.0.0.1:{TestHost.FreePort()}";
        settings["Identity:Authority"] = "http://127.0.0.1:9";
        ProductKeys.Provide(settings);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddModules(modules, Listeners.Read(builder.Configuration, [Listener.Newsroom]));
        var app = builder.Build();
        await app.MigrateModulesAsync(CancellationToken.None);
        app.MapModules();
        await app.StartAsync();
        return app;
    }

    internal static async Task FeedAsync(WebApplication app, IEnumerable<object[]> events)
    {
        var outbox = app.Services.GetRequiredKeyedService<Outbox>(Feed.Key);
        foreach (var some in events.Chunk(AtOnce))
        {
            await using var act = await outbox.BeginAsync(CancellationToken.None);
            foreach (var message in some.SelectMany(messages => messages)) act.Send(message, Urgency.Routine);
            await act.CommitAsync(CancellationToken.None);
        }
    }

    private static async Task UntilAsync(WebApplication app, IReadOnlyList<long> before, int events)
    {
        while (true)
        {
            var now = await CountAsync(app);
            if (Expected.Select((module, index) => now[index] - before[index] >= (long)module.Messages * events).All(done => done)) return;
            await Task.Delay(50);
        }
    }

    private static async Task<IReadOnlyList<long>> CountAsync(WebApplication app)
    {
        List<long> counts = [];
        foreach (var (module, _) in Expected) counts.Add(await CountAsync(app, module, "select count(*) from messaging.inbox where consumer not like '%channels-announced%'"));
        return counts;
    }

    // A fast run that lost or refused something would be worth nothing.
    private static async Task CheckAsync(WebApplication app)
    {
        var scheduled = await CountAsync(app, PublisherModule.Key, "select count(*) from publisher.release where state = 'scheduled'");
        var failed = 0L;
        foreach (var (module, _) in Expected) failed += await CountAsync(app, module, "select count(*) from messaging.failed_message");
        if (scheduled != Warm + Events || failed > 0) throw new InvalidOperationException($"{scheduled} of {Warm + Events} releases are scheduled, {failed} messages failed.");
    }

    private static Task<long> CountAsync(WebApplication app, string module, string sql) =>
        app.Services.GetRequiredKeyedService<NpgsqlDataSource>(module).FindAsync(sql, [], row => row.GetInt64(0), CancellationToken.None);

    /// <summary>What is sent of one event of one language: its submission and its approval, with an embargo of a day.</summary>
    internal static object[] MessagesOf(int number, SigningKey key)
    {
        var text = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event.json")))!["draft"]!;
        var now = TimeProvider.System.GetUtcNow();
        var document = new Document
        {
            Format = 1, EventId = Guid.CreateVersion7(), Number = number, Language = "kk", Languages = ["kk"], Section = "events", Rubric = "akorda", Place = null,
            OccurredOn = DateOnly.FromDateTime(now.UtcDateTime), Title = (string)text["title"]!, Lead = null, Body = ((string)text["body"]!).Split("\n\n")[0], Media = [], Topics = [],
            ReleasePolicy = "together", Urgency = Urgency.Routine, EmbargoUntil = now.AddDays(1), Channels = [], ChannelTexts = new Dictionary<string, string>(),
        };
        var written = document.Write();
        var approval = new Approval
        {
            EventId = document.EventId, Language = "kk", Revision = 1, Round = 1, Digest = Approval.DigestOf(written),
            Writers = [Editor.Id], Approver = Reviewer.Id, ApprovedAt = now, CarriedFrom = null,
        };
        return
        [
            new DraftSubmitted
            {
                EventId = document.EventId, Number = number, Revision = 1, Language = "kk", Document = written, Writers = [Editor],
                SubmittedBy = Editor, SubmittedAt = now, Urgency = Urgency.Routine, Targets = [],
            },
            new TextApproved
            {
                EventId = document.EventId, Number = number, Language = "kk", SourceLanguage = "kk", Revision = 1, Round = 1, Document = written, Digest = approval.Digest,
                Writers = [Editor], Approver = Reviewer, ApprovedAt = now, Approval = approval.Sign(key), Carried = false, Urgency = Urgency.Routine,
            },
        ];
    }

    /// <summary>Where the messages come from.</summary>
    internal sealed class Feed : IServiceModule
    {
        public const string Key = "feed";

        string IServiceModule.Name => Key;

        public void AddServices(ModuleServices module)
        {
            module.AddDatabase([typeof(Outbox).Assembly], maxPoolSize: 4);
            module.AddMessages(new Consumers());
        }

        public void MapEndpoints(ListenerRoutes routes)
        {
        }
    }
}
