using Akorda.Contracts.Publications;
using Akorda.Hosting;
using Akorda.Http;
using Akorda.Ingestion.Channels;
using Akorda.Ingestion.Drafts;
using Akorda.Ingestion.Media;
using Akorda.Ingestion.Presence;
using Akorda.Ingestion.Timeline;
using Akorda.Ingestion.Word;
using Akorda.Ingestion.WorkingCopies;
using Akorda.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Ingestion;

/// <summary>A draft comes in, in revisions; every step of its way is kept in its timeline.</summary>
public sealed class IngestionModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "ingestion";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(IdempotencyKey).Assembly, typeof(IngestionModule).Assembly]);
        module.AddMessages(new Consumers()
            .RecordSteps()
            .On<ChannelsAnnounced>(_ => LearnChannels.Lock, LearnChannels.Handle));
        module.AddOpenApiDocument();
        module.Services.AddSingleton<IHostedService>(services => new Loop(
            "Forgetting idempotency keys",
            async ct =>
            {
                await IdempotencyKey.ForgetOldAsync(services.GetRequiredKeyedService<NpgsqlDataSource>(Key), ct);
                return TimeSpan.FromHours(1);
            },
            wake: null, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Loop>>()));
        module.Services.AddSingleton<IHostedService>(services => new Loop(
            "Forgetting working copies",
            async ct =>
            {
                var db = services.GetRequiredKeyedService<NpgsqlDataSource>(Key);
                await WorkingCopy.ForgetOldAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
                await BePresent.ForgetOldAsync(db, ct);
                return TimeSpan.FromHours(1);
            },
            wake: null, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Loop>>()));
        module.Services.AddSingleton<IHostedService>(services => new Loop(
            "Measuring the events under way",
            ct => MeasureEvents.PassAsync(services.GetRequiredKeyedService<NpgsqlDataSource>(Key), ct),
            wake: null, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Loop>>()));
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Newsroom, newsroom =>
    {
        CreateDraft.Map(newsroom);
        ReviseDraft.Map(newsroom);
        SubmitDraft.Map(newsroom);
        WithdrawDraft.Map(newsroom);
        GetDraft.Map(newsroom);
        ListDrafts.Map(newsroom);
        ListKnownChannels.Map(newsroom);
        GetRevision.Map(newsroom);
        ListRevisions.Map(newsroom);
        CheckDraft.Map(newsroom);
        CleanText.Map(newsroom);
        ImportWordDocument.Map(newsroom);
        SaveWorkingCopy.Map(newsroom);
        GetWorkingCopy.Map(newsroom);
        DiscardWorkingCopy.Map(newsroom);
        BePresent.Map(newsroom);
        Leave.Map(newsroom);
        GetTimeline.Map(newsroom);
        UploadMedia.Map(newsroom);
        GetMedia.Map(newsroom);
    });

    public Task FollowRestoreAsync(Act act, Restore restore, CancellationToken ct) => SkipNumbers.HandleAsync(act, restore, ct);
}
