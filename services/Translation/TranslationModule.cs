using Akorda.Hosting;

namespace Akorda.Translation;

/// <summary>A text is put into the other languages, segment by segment.</summary>
public sealed class TranslationModule : IServiceModule
{
    /// <summary>The module's name and the key of its services.</summary>
    public const string Key = "translation";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
    }
}
