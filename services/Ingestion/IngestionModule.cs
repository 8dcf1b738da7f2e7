using Akorda.Hosting;

namespace Akorda.Ingestion;

/// <summary>A draft comes in, in revisions; every step of its way is kept in its timeline.</summary>
public sealed class IngestionModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "ingestion";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
