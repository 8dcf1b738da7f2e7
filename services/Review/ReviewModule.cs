using Akorda.Hosting;

namespace Akorda.Review;

/// <summary>A second person approves the exact text, or returns it.</summary>
public sealed class ReviewModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "review";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
