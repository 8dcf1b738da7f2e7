namespace Akorda.Hosting;

/// <summary>A service: what it registers, what it consumes, what it answers. Hosted alone or with others in one process; it never knows which.</summary>
public interface IServiceModule
{
    /// <summary>Lower case, such as <c>ingestion</c>: the name of its database and role, the prefix of its queues, the key of its services.</summary>
    string Name { get; }

    /// <summary>Registers what the module needs.</summary>
    void AddServices(ModuleServices module);

    /// <summary>Maps the module's routes to the listeners that they belong to.</summary>
    void MapEndpoints(ListenerRoutes routes);
}
