using Akorda.Approvals;
using Akorda.Contracts.Drafts;
using Akorda.Contracts.Translations;
using Akorda.Hosting;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Review.Comments;
using Akorda.Review.Reviews;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Review;

/// <summary>A second person approves the exact text, or returns it.</summary>
public sealed class ReviewModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "review";

    private const string KeyFile = "Approvals:ReviewKeyFile";

    string IServiceModule.Name => Key;

    string IServiceModule.AuditSubjectsSql => "select review_id::text from review.review where event_id = $1 union all select comment_id::text from review.comment where event_id = $1";

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(IdempotencyKey).Assembly, typeof(ReviewModule).Assembly]);
        module.AddOpenApiDocument();
        // Only this module ever reads this key; the others get public keys.
        module.Services.AddKeyedSingleton(Key, (services, _) => SigningKey.Load(
            services.GetRequiredService<IConfiguration>()[KeyFile] ?? throw new InvalidOperationException($"{KeyFile} is not set.")));
        module.AddMessages(new Consumers()
            .On<DraftSubmitted>(message => message.EventId, services => OpenReview.OfSource(services.GetRequiredKeyedService<SigningKey>(Key)))
            .On<TranslationCompleted>(message => message.EventId, services => OpenReview.OfTranslation(services.GetRequiredKeyedService<SigningKey>(Key)))
            .On<DraftWithdrawn>(message => message.EventId, SupersedeReviews.Handle));
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
        ListReviews.Map(newsroom);
        GetReview.Map(newsroom);
        ApproveText.Map(newsroom);
        ReturnText.Map(newsroom);
        ListComments.Map(newsroom);
        AddComment.Map(newsroom);
        ResolveComment.Map(newsroom);
    });
}
