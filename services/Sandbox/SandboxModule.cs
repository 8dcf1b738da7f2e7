using Akorda.Hosting;
using Akorda.Sandbox.Bluesky;
using Akorda.Sandbox.Calls;
using Akorda.Sandbox.Control;
using Akorda.Sandbox.Facebook;
using Akorda.Sandbox.LinkedIn;
using Akorda.Sandbox.Mastodon;
using Akorda.Sandbox.Posts;
using Akorda.Sandbox.Telegram;
using Akorda.Sandbox.Vk;
using Akorda.Sandbox.Wall;
using Akorda.Sandbox.Webhook;
using Akorda.Sandbox.WebSub;
using Akorda.Sandbox.X;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Sandbox;

/// <summary>Imitations of the social networks, and the wall where their posts can be looked at. Never part of a production image.</summary>
public sealed class SandboxModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "sandbox";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        var folder = FolderOf(module.Configuration);
        module.Services
            .AddSingleton(services => new Journal(folder, services.GetRequiredService<TimeProvider>()))
            .AddSingleton(_ => new Pictures(folder))
            .AddSingleton<INetwork, TelegramNetwork>()
            .AddSingleton<INetwork, XNetwork>()
            .AddSingleton<INetwork, FacebookNetwork>()
            .AddSingleton<INetwork, MastodonNetwork>()
            .AddSingleton<INetwork, BlueskyNetwork>()
            .AddSingleton<INetwork, LinkedInNetwork>()
            .AddSingleton<INetwork, VkNetwork>()
            .AddSingleton<INetwork, WebhookNetwork>()
            .AddSingleton<INetwork, WebSubNetwork>()
            .AddSingleton<FaultScript>()
            .AddSingleton<CallLog>()
            .AddSingleton<AnswerCall>();
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Sandbox, endpoints =>
    {
        endpoints.ServiceProvider.GetRequiredService<AnswerCall>().Map(endpoints);
        SetFaults.Map(endpoints);
        ListPosts.Map(endpoints);
        ShowWall.Map(endpoints);
    });

    private static string FolderOf(IConfiguration configuration) =>
        configuration["Sandbox:Data"]
        ?? (configuration["AKORDA_DATA"] is { Length: > 0 } data ? Path.Combine(data, "sandbox") : Directory.CreateTempSubdirectory("akorda-sandbox-").FullName);
}
