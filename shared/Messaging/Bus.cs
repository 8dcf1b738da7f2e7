using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Akorda.Messaging;

/// <summary>The process's bus, and the one place that sets MassTransit up: an endpoint for each consumer and lane.</summary>
internal sealed class Bus(IConfiguration configuration, MessageTypes types, ILoggerFactory logs) : ITransport
{
    private const int Prefetch = 8;
    private const int Concurrency = 4;

    private readonly bool inMemory = configuration["Transport"] is not "rabbitmq";
    private readonly Acknowledgements acknowledgements = new();
    private readonly ConcurrentDictionary<string, Wire> wires = new();
    private IBusControl? control;
    private volatile bool started;

    /// <summary>In memory nothing gets lost while the process lives, so a slow consumer is waited for; a broker's confirm may be lost.</summary>
    public TimeSpan Patience => inMemory ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with the transport, or null.</summary>
    public string? Problem => control?.CheckHealth() switch
    {
        null => "the bus is not started",
        { Status: BusHealthStatus.Healthy } => null,
        var health => $"the bus: {health.Description}",
    };

    public async Task PublishAsync(Parcel parcel)
    {
        // Before its endpoints are there, the in-memory transport takes a message and drops it.
        if (!started) throw new InvalidOperationException("The bus is not started yet.");
        var type = types.Find(parcel.Type) ?? throw new InvalidOperationException($"{parcel.Type} is no message of this product.");
        var bundle = Guid.CreateVersion7();
        var takenOver = inMemory ? acknowledgements.ExpectAsync(bundle, type) : Task.CompletedTask;
        await wires.GetOrAdd(parcel.Type, _ => Wire.Of(type)).PublishAsync(control!, bundle, parcel);   // it is started
        await takenOver;
    }

    /// <summary>Declares the endpoints and starts; over RabbitMQ it goes on trying until the broker answers.</summary>
    public async Task StartAsync(IReadOnlyList<ModuleMessaging> modules, CancellationToken ct)
    {
        // A static of MassTransit that would otherwise point into the container of an earlier host of this process.
        LogContext.ConfigureCurrentLogContext(logs);
        control = inMemory ? MassTransit.Bus.Factory.CreateUsingInMemory(bus => AddEndpoints(bus, modules)) : throw new NotSupportedException();
        await control.StartAsync(ct);
        started = true;
    }

    public Task StopAsync(CancellationToken ct) => control?.StopAsync(ct) ?? Task.CompletedTask;

    private void AddEndpoints(IBusFactoryConfigurator bus, IReadOnlyList<ModuleMessaging> modules)
    {
        foreach (var module in modules)
        {
            foreach (var subscription in module.Subscriptions.Values)
            {
                acknowledgements.Add(subscription.Message, subscription.Consumer);
                AddEndpoint(bus, module, subscription, urgent: false);
                AddEndpoint(bus, module, subscription, urgent: true);
            }
        }
    }

    private void AddEndpoint(IBusFactoryConfigurator bus, ModuleMessaging module, Subscription subscription, bool urgent) =>
        bus.ReceiveEndpoint(subscription.Consumer + (urgent ? "-urgent" : ""), endpoint =>
        {
            endpoint.PrefetchCount = Prefetch;
            endpoint.ConcurrentMessageLimit = Concurrency;
            endpoint.PublishFaults = false;
            endpoint.RethrowFaultedMessages();
            Wire.Of(subscription.Message).Receive(endpoint, urgent, async (bundle, letters, ct) =>
            {
                await module.ReceiveAsync(subscription, letters, ct);
                acknowledgements.Acknowledge(bundle, subscription.Consumer);
            });
        });
}
