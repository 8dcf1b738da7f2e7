using Akorda.Hosting;

namespace Akorda.Publisher;

/// <summary>All languages leave together, and each channel once.</summary>
public sealed class PublisherModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "publisher";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
