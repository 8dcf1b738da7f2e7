using Akorda.Hosting;

namespace Akorda.Site;

/// <summary>What readers see, from memory.</summary>
public sealed class SiteModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "site";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
