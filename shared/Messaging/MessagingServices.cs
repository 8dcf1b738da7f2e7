using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Akorda.Messaging;

/// <summary>Registration of the bus: each module contributes what it consumes, and the host calls <see cref="AddMessaging"/> once.</summary>
public static class MessagingServices
{
    /// <summary>Adds a module's keyed <see cref="Outbox"/> and its consumers.</summary>
    public static IServiceCollection AddModuleMessages(this IServiceCollection services, string module, Consumers consumers)
    {
        services.AddSingleton(new ConsumingModule(module, consumers));
        services.AddKeyedSingleton(module, (provider, _) =>
        {
            PostgresStore store = new(provider.GetRequiredKeyedService<NpgsqlDataSource>(module));
            return new ModuleMessaging(
                module, consumers, store, store,
                provider.GetRequiredService<Bus>(),
                Backoff.Read(provider.GetRequiredService<IConfiguration>()),
                TimeProvider.System,
                provider.GetRequiredService<TimeProvider>(),
                LogOf(provider, module));
        });
        services.AddKeyedSingleton(module, (provider, _) => new Queues(
            Bus.BrokerOf(provider.GetRequiredService<IConfiguration>()),
            [.. Bus.QueuesOf(module, consumers.Registrations.Select(one => Subscription.ConsumerOf(module, one.Message)))]));
        services.AddKeyedSingleton(module, (provider, _) => new Upkeep(
            module, provider.GetRequiredKeyedService<NpgsqlDataSource>(module), TimeProvider.System, LogOf(provider, module)));
        return services.AddKeyedSingleton(module, (provider, _) => new Outbox(
            provider.GetRequiredKeyedService<NpgsqlDataSource>(module),
            provider.GetRequiredKeyedService<ModuleMessaging>(module).Relay,
            LogOf(provider, module)));
    }

    /// <summary>Adds the bus over all modules' consumers: the in-memory transport, or RabbitMQ when <c>Transport</c> is <c>rabbitmq</c> (<c>RabbitMq:Url</c>). A process whose modules have no messages gets no bus.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(ConsumingModule))) return services;
        services.AddSingleton(provider => new MessageTypes(provider.GetServices<ConsumingModule>()
            .SelectMany(module => module.Consumers.Registrations)
            .Select(registration => registration.Message)));
        services.AddSingleton(provider => new Bus(configuration, provider.GetRequiredService<MessageTypes>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new BusHealth(provider.GetRequiredService<Bus>()));
        return services.AddSingleton<IHostedService>(provider => new MessagingHost(
            [.. provider.GetServices<ConsumingModule>().Select(one => provider.GetRequiredKeyedService<ModuleMessaging>(one.Module))],
            [.. provider.GetServices<ConsumingModule>().Select(one => provider.GetRequiredKeyedService<Upkeep>(one.Module))],
            [.. Bus.BrokerOf(configuration) is { } broker ? provider.GetServices<ConsumingModule>().Select(one => LostBrokerOf(provider, one.Module, broker)) : []],
            provider.GetRequiredService<Bus>(),
            provider));
    }

    private static LostBroker LostBrokerOf(IServiceProvider provider, string module, Uri broker) => new(
        module, broker, provider.GetRequiredKeyedService<NpgsqlDataSource>(module), provider.GetRequiredKeyedService<Outbox>(module), TimeProvider.System, LogOf(provider, module));

    private static ILogger LogOf(IServiceProvider provider, string module) => provider.GetRequiredService<ILoggerFactory>().CreateLogger($"Akorda.Messaging.{module}");

    private sealed record ConsumingModule(string Module, Consumers Consumers);
}

/// <summary>Whether the transport answers.</summary>
public sealed class BusHealth
{
    private readonly Bus bus;

    internal BusHealth(Bus bus) => this.bus = bus;

    /// <summary>What is wrong, or null.</summary>
    public string? Problem => bus.Problem;
}
