using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Akorda.Messaging;

/// <summary>The process's bus, and the one place that sets MassTransit up: an endpoint for each consumer and lane.</summary>
internal sealed class Bus(IConfiguration configuration, MessageTypes types, ILoggerFactory logs) : ITransport
{
    private const int Prefetch = 8;
    private const int Concurrency = 4;
    private const int DeliveryLimit = 50;
    private const int Unlimited = 1_000_000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestMending = TimeSpan.FromSeconds(30);

    /// <summary>RabbitMQ's own 60 seconds would leave a dead link undiscovered for two minutes (https://www.rabbitmq.com/docs/heartbeats).</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly bool inMemory = BrokerOf(configuration) is null;
    private readonly ILogger log = logs.CreateLogger<Bus>();
    private readonly Acknowledgements acknowledgements = new();
    private readonly ConcurrentDictionary<string, Wire> wires = new();
    private volatile IBusControl? receiver;
    private volatile IBusControl? sender;
    private volatile bool started;
    private volatile string? anew;   // why everything is being started anew

    /// <summary>In memory nothing gets lost while the process lives, so a slow consumer is waited for; a broker's confirm may be lost.</summary>
    public TimeSpan Patience => inMemory ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with the transport, or null.</summary>
    public string? Problem => anew ?? ProblemOf(receiver) ?? ProblemOf(sender);

    /// <summary>The broker's address, or null for the in-memory transport.</summary>
    public static Uri? BrokerOf(IConfiguration configuration) =>
        configuration["Transport"] is "rabbitmq" ? new Uri(configuration["RabbitMq:Url"] ?? "amqp://guest:guest@localhost") : null;

    /// <summary>The queues that a module's messages come through.</summary>
    public static IEnumerable<string> QueuesOf(string module, IEnumerable<string> consumers) =>
        [.. consumers.SelectMany(consumer => (string[])[QueueOf(consumer, urgent: false), QueueOf(consumer, urgent: true)]), UndeliverableOf(module)];

    public async Task PublishAsync(Parcel parcel)
    {
        // Before its endpoints are there, the in-memory transport takes a message and drops it.
        if (!started) throw new InvalidOperationException("The bus is not started yet.");
        // A broker that lost its queues would deliver to the first consumer that is back, call the message taken, and the others would never get it.
        if (!inMemory && Problem is { } problem) throw new InvalidOperationException(problem);
        var type = types.Find(parcel.Type) ?? throw new InvalidOperationException($"{parcel.Type} is no message of this product.");
        var bundle = Guid.CreateVersion7();
        var takenOver = inMemory ? acknowledgements.ExpectAsync(bundle, type, parcel.Letters) : Task.CompletedTask;
        await wires.GetOrAdd(parcel.Type, _ => Wire.Of(type)).PublishAsync(sender!, bundle, inMemory ? parcel with { Letters = [] } : parcel);   // it is started
        await takenOver;
    }

    /// <summary>
    /// Declares the endpoints and starts; over RabbitMQ it goes on trying until the broker answers.
    /// There it sends and receives over two connections: a broker in alarm stops reading from those that send, and the backlog must still drain.
    /// </summary>
    public async Task StartAsync(IReadOnlyList<ModuleMessaging> modules, CancellationToken ct)
    {
        // A static of MassTransit that would otherwise point into the container of an earlier host of this process.
        LogContext.ConfigureCurrentLogContext(logs);
        if (inMemory)
        {
            sender = receiver = MassTransit.Bus.Factory.CreateUsingInMemory(bus => AddEndpoints(bus, modules));
            await receiver.StartAsync(ct);
        }
        else
        {
            while (!await TryStartRabbitMqAsync(modules, ct)) await Task.Delay(BetweenLooks, ct);
        }
        started = true;
    }

    /// <summary>
    /// Runs until it is stopped. Where a broker refused the password MassTransit never asks again, and where connections break while they open it may leave
    /// an endpoint behind for ever. What was refused, or is not whole again by itself, is started anew until it is.
    /// </summary>
    public async Task MendAsync(IReadOnlyList<ModuleMessaging> modules, CancellationToken ct)
    {
        long? brokenSince = null;
        while (!inMemory)
        {
            await Task.Delay(BetweenLooks, ct);
            brokenSince = Problem is null ? null : brokenSince ?? Stopwatch.GetTimestamp();
            var refused = WasRefused(receiver) || WasRefused(sender);
            if (!refused && (brokenSince is not { } since || Stopwatch.GetElapsedTime(since) < LongestMending)) continue;
            anew = "started anew: " + (refused ? "the broker refuses this service's password" : Problem);
            log.LogError("The bus is {Problem}", anew);
            await StopAsync(ct).WaitAsync(BetweenLooks, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await StartAsync(modules, ct);
            (anew, brokenSince) = (null, null);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (receiver is null || sender is null) return;
        await receiver.StopAsync(ct);
        if (sender != receiver) await sender.StopAsync(ct);
    }

    private static string? ProblemOf(IBusControl? bus) => bus?.CheckHealth() switch
    {
        null => "the bus is not started",
        { Status: BusHealthStatus.Healthy } => null,
        var health => $"the bus: {health.Description}",
    };

    private async Task<bool> TryStartRabbitMqAsync(IReadOnlyList<ModuleMessaging> modules, CancellationToken ct)
    {
        var url = BrokerOf(configuration)!;   // over a broker there is one
        receiver = CreateRabbitMq(url, bus => AddEndpoints(bus, modules));
        sender = CreateRabbitMq(url, _ => { });
        try
        {
            await Task.WhenAll(receiver.StartAsync(ct), sender.StartAsync(ct));
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError("The broker does not let this service in: {Reason}", e.Message);
            return false;
        }
    }

    private static bool WasRefused(IBusControl? bus) => bus?.CheckHealth().Endpoints.Values.Any(endpoint => IsRefusal(endpoint.Exception)) is true;

    private static bool IsRefusal(Exception? exception) => exception is not null && (exception is AuthenticationFailureException || IsRefusal(exception.InnerException));

    private static IBusControl CreateRabbitMq(Uri url, Action<IBusFactoryConfigurator> configure) => MassTransit.Bus.Factory.CreateUsingRabbitMq(bus =>
    {
        bus.Host(url, host =>
        {
            host.Heartbeat(Heartbeat);
            var user = Uri.UnescapeDataString(url.UserInfo).Split(':', 2);
            if (user is not [var name, var password]) return;
            host.Username(name);
            host.Password(password);
        });
        configure(bus);
    });

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
            if (!inMemory && module.Subscriptions.Count > 0) AddUndeliverable(bus, module);
        }
    }

    private void AddEndpoint(IBusFactoryConfigurator bus, ModuleMessaging module, Subscription subscription, bool urgent) =>
        bus.ReceiveEndpoint(QueueOf(subscription.Consumer, urgent), endpoint =>
        {
            Configure(endpoint);
            if (endpoint is IRabbitMqReceiveEndpointConfigurator queue) BoundDeliveries(queue, module);
            Keep(endpoint, (body, why) => module.RefuseAsync(subscription, body, why));
            Wire.Of(subscription.Message).Receive(endpoint, urgent, async (bundle, letters) =>
            {
                await module.ReceiveAsync(subscription, inMemory ? acknowledgements.LettersOf(bundle) : letters);
                acknowledgements.Acknowledge(bundle, subscription.Consumer);
            });
        });

    // What the broker stopped delivering, because process after process died over it, must not be dropped and not be tried for ever.
    private static void AddUndeliverable(IBusFactoryConfigurator bus, ModuleMessaging module) =>
        bus.ReceiveEndpoint(UndeliverableOf(module.Module), endpoint =>
        {
            Configure(endpoint);
            endpoint.ConfigureConsumeTopology = false;
            // A queue without a limit of its own gets one from RabbitMQ 4, which then drops the message.
            if (endpoint is IRabbitMqReceiveEndpointConfigurator queue) queue.SetQueueArgument("x-delivery-limit", Unlimited);
            foreach (var subscription in module.Subscriptions.Values)
            {
                foreach (var urgent in (bool[])[true, false])
                    Wire.Of(subscription.Message).Receive(endpoint, urgent, (_, letters) => module.RefuseAsync(subscription, letters, "The broker gave up delivering it."));
            }
            Keep(endpoint, (body, why) => module.RefuseAsync(module.Subscriptions.Values.First(), body, why));
        });

    private static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = Prefetch;
        endpoint.ConcurrentMessageLimit = Concurrency;
        endpoint.PublishFaults = false;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue) queue.SetQuorumQueue();
    }

    // At least once also on the way to the other queue, which the broker offers only to queues that refuse rather than drop.
    private static void BoundDeliveries(IRabbitMqReceiveEndpointConfigurator queue, ModuleMessaging module)
    {
        queue.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        // An exchange of the module's own: the nameless one leads to every queue, and no service's user may write to it.
        queue.SetQueueArgument("x-dead-letter-exchange", UndeliverableOf(module.Module));
        queue.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        queue.SetQueueArgument("x-overflow", "reject-publish");
    }

    // Instead of MassTransit's queues of errors and of the skipped: nobody looks into a broker's queues.
    private static void Keep(IReceiveEndpointConfigurator endpoint, Func<byte[], string, Task> refuseAsync)
    {
        endpoint.ConfigureError(pipe => pipe.UseExecuteAsync(context => context.Exception is OperationCanceledException
            // The process stops: thrown on, so that the message stays in its queue.
            ? Task.FromException(context.Exception)
            : refuseAsync(context.Body.GetBytes(), context.Exception.Message)));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseExecuteAsync(context => refuseAsync(context.Body.GetBytes(), "It is no bundle of this queue's messages.")));
    }

    private static string QueueOf(string consumer, bool urgent) => consumer + (urgent ? "-urgent" : "");

    private static string UndeliverableOf(string module) => $"{module}-undeliverable";
}
