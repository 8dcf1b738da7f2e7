using Akorda.Messaging;

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

    /// <summary>A query of one column, with an event as <c>$1</c>: what the audit calls the things of that event, beside the event's own id. Null where there are none.</summary>
    string? AuditSubjectsSql => null;

    /// <summary>What follows for the module when databases were restored from a backup, its own or others'. In one transaction with the note that it is done, before anything of the module runs.</summary>
    Task FollowRestoreAsync(Act act, Restore restore, CancellationToken ct) => Task.CompletedTask;
}
