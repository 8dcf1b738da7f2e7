using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Messaging;

/// <summary>Registration of the bus: each module contributes what it consumes, and the host calls <see cref="AddMessaging"/> once.</summary>
public static class MessagingServices
{
    /// <summary>Adds a module's keyed <see cref="Outbox"/> and its consumers.</summary>
    public static IServiceCollection AddModuleMessages(this IServiceCollection services, string module, Consumers consumers) => throw new NotImplementedException();

    /// <summary>Adds the bus over all modules' consumers: the in-memory transport, or RabbitMQ when <c>Transport</c> is <c>rabbitmq</c> (<c>RabbitMq:Url</c>).</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration) => throw new NotImplementedException();
}

/// <summary>Whether the transport answers; the two transports answer differently.</summary>
public interface IBusHealth
{
    /// <summary>What is wrong, or null.</summary>
    string? Problem { get; }
}
