using System.Net.Http.Json;
using Akorda.Approvals;
using Akorda.Contracts;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;
using Akorda.Publisher.Releases;
using Akorda.Testing;
using Akorda.Texts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Publisher.Tests.World;

/// <summary>The Publisher alone, with a Site and networks that a test can steer; the test plays Ingestion and Review through signed messages.</summary>
public sealed class Newsroom : IAsyncDisposable
{
    private static long numbers = 1000;
    private Dictionary<string, string?> settings = [];
    private Action<IServiceCollection>? services;

    private Newsroom(TestHost host, FakeSite site, SigningKey review, string keys, IReadOnlyList<ScriptedChannel> channels) =>
        (Host, Site, Review, Keys, Channels) = (host, site, review, keys, channels);

    public TestHost Host { get; private set; }
    public FakeSite Site { get; }
    public SigningKey Review { get; }
    public string Keys { get; }
    public IReadOnlyList<ScriptedChannel> Channels { get; }
    public Probe Probe => Host.Probe;

    public static Task<Newsroom> StartAsync(params IReadOnlyList<ScriptedChannel> channels) =>
        StartAsync(channels, settings: null, services => services.AddSingleton<IReadOnlyList<IChannel>>(channels));

    /// <summary>Starts it with settings of its own, such as a broker.</summary>
    public static Task<Newsroom> StartAsync(Action<Dictionary<string, string?>> settings, params IReadOnlyList<ScriptedChannel> channels) =>
        StartAsync(channels, settings, services => services.AddSingleton<IReadOnlyList<IChannel>>(channels));

    /// <summary>Starts it with the channels that its configuration names.</summary>
    public static Task<Newsroom> StartWithOwnChannelsAsync(Action<Dictionary<string, string?>> settings) => StartAsync([], settings, services: null);

    /// <summary>A second process of the Publisher, over the same database and the same Site.</summary>
    public Task<TestHost> StartAnotherAsync() => TestHost.StartAsync(
        () => [new PublisherModule()],
        another =>
        {
            foreach (var (key, value) in settings.Where(one => !one.Key.StartsWith("Urls:", StringComparison.Ordinal) && !one.Key.Contains("probe", StringComparison.Ordinal))) another[key] = value;
        },
        services);

    private static async Task<Newsroom> StartAsync(IReadOnlyList<ScriptedChannel> channels, Action<Dictionary<string, string?>>? settings, Action<IServiceCollection>? services)
    {
        var folder = Directory.CreateTempSubdirectory("akorda-keys-").FullName;
        var keys = KeyFolder.Provide(folder);
        var site = await FakeSite.StartAsync(PublicKeys.Load(keys, "publisher"));
        Dictionary<string, string?> configured = [];
        var host = await TestHost.StartAsync(
            () => [new PublisherModule()],
            host =>
            {
                host["Approvals:KeysFile"] = keys;
                host["Approvals:PublisherKeyFile"] = KeyFolder.PrivateKeyFile(folder, "publisher");
                host["Publisher:SiteIntakeUrl"] = host["Publisher:SiteUrl"] = host["Services:Ingestion"] = site.Address.ToString();
                host["Site:PublicUrl"] = "https://akorda.example";
                host["Publisher:ClientSecret"] = "secret";
                settings?.Invoke(host);
                configured = host;
            },
            services);
        return new Newsroom(host, site, SigningKey.Load(KeyFolder.PrivateKeyFile(folder, "review")), folder, channels) { settings = configured, services = services };
    }

    public HttpClient Publisher(DateTimeOffset? signedInAt = null) => Host.As("paula", "publisher", signedInAt: signedInAt);

    /// <summary>An event's document in one language.</summary>
    public static Document ADocument(string language = "kk", IReadOnlyList<string>? languages = null, IReadOnlyList<string>? channels = null) => new()
    {
        Format = 1, EventId = Guid.CreateVersion7(), Number = Interlocked.Increment(ref numbers), Language = language, Languages = languages ?? [language],
        Section = "events", Rubric = "akorda", Place = null, OccurredOn = new DateOnly(2026, 11, 23), Title = "Мәлімдеме", Lead = null, Body = "Мәтін.",
        Media = [], Topics = [], ReleasePolicy = "together", Urgency = "routine", EmbargoUntil = null, Channels = channels ?? [],
        ChannelTexts = new Dictionary<string, string>(),
    };

    /// <summary>Review's message about a document, with its signed approval.</summary>
    public TextApproved Approved(Document document, int revision = 1, int round = 1, Func<Approval, Approval>? change = null, SigningKey? key = null)
    {
        var text = document.Write();
        var approval = new Approval
        {
            EventId = document.EventId, Language = document.Language, Revision = revision, Round = round, Digest = Approval.DigestOf(text),
            Writers = ["erik"], Approver = "rosa", ApprovedAt = TimeProvider.System.GetUtcNow(), CarriedFrom = null,
        };
        return new TextApproved
        {
            EventId = document.EventId, Number = document.Number, Language = document.Language, SourceLanguage = "kk", Revision = revision, Round = round,
            Document = text, Digest = Approval.DigestOf(text), Writers = [new Person("erik", "Erik")], Approver = new Person("rosa", "Rosa"),
            ApprovedAt = approval.ApprovedAt, Approval = (change?.Invoke(approval) ?? approval).Sign(key ?? Review), Carried = false, Urgency = document.Urgency,
        };
    }

    /// <summary>Sends the approval of each document.</summary>
    public async Task ApproveAsync(int revision, params IReadOnlyList<Document> documents)
    {
        foreach (var document in documents) await Probe.SendAsync(Approved(document, revision));
    }

    public Task SubmitAsync(Document document, int revision) => Probe.SendAsync(new DraftSubmitted
    {
        EventId = document.EventId, Number = document.Number, Revision = revision, Language = document.Language, Document = document.Write(),
        Writers = [new Person("erik", "Erik")], SubmittedBy = new Person("erik", "Erik"), SubmittedAt = TimeProvider.System.GetUtcNow(),
        Urgency = document.Urgency,
        Targets = [.. document.Languages.Where(language => language != document.Language).Select(language => new TargetLanguage { Language = language, Channels = [], ChannelTexts = new Dictionary<string, string>() })],
    });

    public Task WithdrawDraftAsync(Guid eventId, int revision) => Probe.SendAsync(new DraftWithdrawn
    {
        EventId = eventId, Revision = revision, Reason = "a mistake", WithdrawnBy = new Person("erik", "Erik"), WithdrawnAt = TimeProvider.System.GetUtcNow(),
    });

    /// <summary>A publication as the API shows it.</summary>
    public async Task<PublicationView?> PublicationAsync(Guid eventId)
    {
        using var client = Publisher();
        using var answer = await client.GetAsync(new Uri($"/api/publications/{eventId}", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<PublicationView>(Json.Options) : null;
    }

    /// <summary>Waits until a publication is in a state.</summary>
    public Task<PublicationView> UntilAsync(Guid eventId, string state) =>
        Eventually.AnswerAsync(async () => await PublicationAsync(eventId) is { } publication && publication.State == state ? publication : null, $"{state} publication");

    /// <summary>Waits until a delivery of an event is in a state.</summary>
    public Task<DeliveryView> UntilAsync(Guid eventId, string destination, string action, string state, int revision = 1) =>
        Eventually.AnswerAsync(
            async () => (await PublicationAsync(eventId))?.Deliveries.FirstOrDefault(delivery =>
                delivery.Destination == destination && delivery.Action == action && delivery.Revision == revision && delivery.State == state),
            $"{state} {action} to {destination}");

    /// <summary>Sends a marker through the same queue; when its refusal is in the timeline, every approval sent before it has been handled.</summary>
    public async Task EverythingIsHandledAsync()
    {
        var marker = Approved(ADocument()) with { Approval = "marker" };
        await Probe.SendAsync(marker);
        await Probe.WaitForAsync<Contracts.Timeline.StepRecorded>(step => step.EventId == marker.EventId && step.Step == "approval-refused");
    }

    /// <summary>Kills the process in effect: what it held in memory is gone, the database stays.</summary>
    public async Task RestartAsync() => Host = await Host.RestartAsync();

    /// <summary>The Publisher's own database, for what no route can bring about.</summary>
    public NpgsqlDataSource Database => Host.Services.GetRequiredKeyedService<NpgsqlDataSource>(PublisherModule.Key);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Site.DisposeAsync();
        Review.Dispose();
        Directory.Delete(Keys, recursive: true);
    }
}
