using Akorda.Approvals;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Hosting;
using Akorda.Messaging;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;
using Akorda.Publisher.Photographs;
using Akorda.Publisher.Releases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Publisher;

/// <summary>All languages leave together, and each channel once.</summary>
public sealed class PublisherModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "publisher";

    string IServiceModule.Name => Key;

    string IServiceModule.AuditSubjectsSql => "select delivery_id::text from publisher.delivery where event_id = $1";

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(PublisherModule).Assembly]);
        module.AddMessages(new Consumers()
            .On<DraftSubmitted>(message => message.EventId, SupersedeReleases.Handle)
            .On<DraftWithdrawn>(message => message.EventId, DropRelease.Handle)
            .On<TextApproved>(message => message.EventId, services => services.GetRequiredService<AssembleRelease>().Handle));
        module.AddOpenApiDocument();
        AddReleases(module.Services);
        AddDeliveries(module);
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Newsroom, newsroom =>
    {
        GetPublication.Map(newsroom);
        ListPublications.Map(newsroom);
        ListPosts.Map(newsroom);
        GetExposure.Map(newsroom);
        PreviewPosts.Map(newsroom);
        RescheduleRelease.Map(newsroom);
        ReleaseNow.Map(newsroom);
        WithdrawPublication.Map(newsroom);
        ListDeliveries.Map(newsroom);
        RetryDelivery.Map(newsroom);
        ResolveDelivery.Map(newsroom);
        ListChannels.Map(newsroom);
        PauseChannel.Map(newsroom);
        ResumeChannel.Map(newsroom);
        RotateCredentials.Map(newsroom);
    });

    public Task FollowRestoreAsync(Act act, Restore restore, CancellationToken ct) => FollowRestore.HandleAsync(act, restore, ct);

    private static void AddReleases(IServiceCollection services)
    {
        services.AddSingleton(provider => PublisherSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new Proof(PublicKeys.Load(Required(provider, "Approvals:KeysFile"), "review")));
        services.AddSingleton<SiteIntake>();
        services.AddSingleton<ServiceToken>();
        services.AddSingleton<Pushes>();
        services.AddSingleton<MediaPushes>();
        services.AddSingleton<AssembleRelease>();
        services.AddSingleton<ReleaseWhatIsDue>();
        services.AddSingleton<RecordShown>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PushToSite>(provider, SigningKey.Load(Required(provider, "Approvals:PublisherKeyFile"))));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PushMedia>(provider, SigningKey.Load(Required(provider, "Approvals:PublisherKeyFile"))));
        services.AddSingleton<IHostedService, PushPublications>();
        AddLoop(services, "Releasing what is due", provider => (provider.GetRequiredService<ReleaseWhatIsDue>().PassAsync, provider.GetRequiredService<Pushes>().WakeSchedule));
        AddLoop(services, "Finding what is not at the Site", provider => (provider.GetRequiredService<PushToSite>().FindUnpushedAsync, null));
        AddLoop(services, "Measuring the releases", provider => (ct => MeasureReleases.PassAsync(provider.GetRequiredKeyedService<NpgsqlDataSource>(Key), ct), null));
        AddLoop(services, "Bringing photographs to the Site", provider => (provider.GetRequiredService<PushMedia>().PassAsync, provider.GetRequiredService<MediaPushes>().Wake));
    }

    private static void AddDeliveries(ModuleServices module)
    {
        var services = module.Services;
        // Read at registration: a wrong file stops the start before anything else begins.
        var settings = ChannelsFile.Read(module.Configuration);
        services.AddSingleton<SealedCredentials>();
        services.AddSingleton<IReadOnlyList<IChannel>>(provider =>
            [.. settings.Select(channel => new RotatedChannel(channel, provider.GetRequiredService<SealedCredentials>(), provider.GetRequiredService<TimeProvider>()))]);
        services.AddSingleton<DeliveryWakes>();
        services.AddSingleton<PlanDeliveries>();
        services.AddSingleton<PostgresLedger>();
        services.AddSingleton<SitePages>();
        services.AddSingleton<FetchPhotographs>();
        services.AddSingleton<IHostedService, SendDeliveries>();
        AddLoop(services, "Measuring the deliveries", provider => (
            ct => MeasureDeliveries.PassAsync(provider.GetRequiredKeyedService<NpgsqlDataSource>(Key), provider.GetRequiredService<IReadOnlyList<IChannel>>(), ct),
            null));
        AddLoop(services, "Announcing the channels", provider => (
            async ct =>
            {
                await AnnounceChannels.HandleAsync(
                    provider.GetRequiredKeyedService<Outbox>(Key), provider.GetRequiredService<IReadOnlyList<IChannel>>(), provider.GetRequiredService<TimeProvider>(), ct);
                return Timeout.InfiniteTimeSpan;
            },
            null));
    }

    private static void AddLoop(IServiceCollection services, string name, Func<IServiceProvider, (Func<CancellationToken, Task<TimeSpan>> Pass, Wake? Wake)> make) =>
        services.AddSingleton<IHostedService>(provider =>
        {
            var (pass, wake) = make(provider);
            return new Loop(name, pass, wake, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>());
        });

    private static string Required(IServiceProvider provider, string key) =>
        provider.GetRequiredService<IConfiguration>()[key] ?? throw new InvalidOperationException($"{key} is not set.");
}
