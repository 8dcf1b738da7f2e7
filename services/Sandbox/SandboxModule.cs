using Akorda.Hosting;

namespace Akorda.Sandbox;

/// <summary>Imitations of the social networks, and the wall where their posts can be looked at.</summary>
public sealed class SandboxModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "sandbox";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
