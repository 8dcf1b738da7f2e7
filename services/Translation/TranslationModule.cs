using Akorda.Contracts.Drafts;
using Akorda.Contracts.Reviews;
using Akorda.Hosting;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Translation.Glossary;
using Akorda.Translation.Memory;
using Akorda.Translation.Segments;
using Akorda.Translation.Suggestions;
using Akorda.Translation.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Translation;

/// <summary>A text is put into the other languages, segment by segment.</summary>
public sealed class TranslationModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "translation";

    string IServiceModule.Name => Key;

    string IServiceModule.AuditSubjectsSql => "select task_id::text from translation.task where event_id = $1";

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(IdempotencyKey).Assembly, typeof(TranslationModule).Assembly]);
        module.AddOpenApiDocument();
        module.Services.AddSingleton(LeaseSettings.Read(module.Configuration));
        module.AddMessages(new Consumers()
            .On<DraftSubmitted>(message => message.EventId, QueueTasks.Handle)
            .On<DraftWithdrawn>(message => message.EventId, SupersedeTasks.Handle)
            .On<TextReturned>(message => message.EventId, ReopenTask.Handle)
            .On<TextApproved>(message => message.EventId, RememberApproved.Handle));
        module.Services.AddSingleton<IHostedService>(services => new Loop(
            "Forgetting idempotency keys",
            async ct =>
            {
                await IdempotencyKey.ForgetOldAsync(services.GetRequiredKeyedService<NpgsqlDataSource>(Key), ct);
                return TimeSpan.FromHours(1);
            },
            wake: null, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Loop>>()));
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Newsroom, newsroom =>
    {
        ListTasks.Map(newsroom);
        GetTask.Map(newsroom);
        ClaimTask.Map(newsroom);
        ReleaseTask.Map(newsroom);
        CompleteTask.Map(newsroom);
        SaveSegment.Map(newsroom);
        SuggestForSegment.Map(newsroom);
        ListTerms.Map(newsroom);
        GetTerm.Map(newsroom);
        AddTerm.Map(newsroom);
        ChangeTerm.Map(newsroom);
        RemoveTerm.Map(newsroom);
    });
}
