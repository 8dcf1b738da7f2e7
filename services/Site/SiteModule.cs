using Akorda.Hosting;
using Akorda.Site.Intake;
using Akorda.Site.Layout;
using Akorda.Site.Pages;
using Akorda.Site.Search;
using Akorda.Texts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Site;

/// <summary>What readers see, from memory.</summary>
public sealed class SiteModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "site";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        module.AddDatabase([typeof(SiteModule).Assembly]);
        var services = module.Services;
        services.AddSingleton(provider => SiteSettings.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<Listeners>(), provider.GetRequiredService<Vocabulary>()));
        services.AddSingleton<Frame>();
        services.AddSingleton(provider => new AnswerHeaders.Kinds(provider.GetRequiredService<SiteSettings>(), provider.GetRequiredService<Frame>().StyleSheet));
        services.AddSingleton<Documents>();
        services.AddSingleton<EventPages>();
        services.AddSingleton<Shown>();
        services.AddSingleton<PictureFolder>();
        services.AddSingleton<Publications>();
        services.AddSingleton<SearchPage>();
        services.AddSingleton<ServeFromMemory>();
        services.AddKeepShown();
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
        routes.Before(Listener.Site, app =>
        {
            var pages = app.ApplicationServices.GetRequiredService<ServeFromMemory>();
            app.Use(next => context => pages.HandleAsync(context, next));
        });
        routes.On(Listener.SiteIntake, AcceptPublication.Map);
        routes.On(Listener.SiteIntake, AcceptMedia.Map);
    }
}
