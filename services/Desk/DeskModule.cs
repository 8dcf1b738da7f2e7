using Akorda.Desk.Backend;
using Akorda.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Desk;

/// <summary>The newsroom's one origin: where the services run apart, it leads each request to the one that answers it.</summary>
public sealed class DeskModule : IServiceModule
{
    /// <summary>The module's name.</summary>
    public const string Key = "desk";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        module.Services.AddHttpForwarder();
        // Read at registration: an address that is missing stops the start.
        module.Services.AddSingleton(ServiceAddresses.Read(module.Configuration));
        module.Services.AddSingleton<Origin>();
    }

    public void MapEndpoints(ListenerRoutes routes) => routes.On(Listener.Newsroom, newsroom =>
        newsroom.ServiceProvider.GetRequiredService<Origin>().Map(newsroom));
}
