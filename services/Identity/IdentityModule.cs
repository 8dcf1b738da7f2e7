using Akorda.Hosting;

namespace Akorda.Identity;

/// <summary>People, their roles, and the tokens that say so.</summary>
public sealed class IdentityModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "identity";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
