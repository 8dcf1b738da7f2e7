using Akorda.Messaging;

namespace Akorda.Simulation.Tests.Messages;

/// <summary>A broker with durable queues, as unkind as the protocol allows: it confirms late or never, delivers twice, in any order, and again whatever was not acknowledged.</summary>
internal sealed class SimulatedBroker(Scheduler scheduler, World world)
{
    private readonly Dictionary<string, List<Delivery>> queues = [];

    /// <summary>How many bundles wait or are being handled.</summary>
    public int Waiting => queues.Values.Sum(queue => queue.Count);

    public async Task PublishAsync(Parcel parcel)
    {
        await Scheduler.PointAsync();
        if (world.Faults.IsDropped)
        {
            // Some clients learn of it, and some wait for a confirm that never comes.
            if (scheduler.Chance(0.5)) throw new IOException("The connection is closed.");
            await new TaskCompletionSource().Task;
        }
        var takenByAll = true;
        foreach (var consumer in World.ConsumersOf(parcel.Type))
        {
            if (world.Faults.QueueIsMissing) takenByAll = false;
            else QueueOf(consumer).Add(new Delivery(parcel));
        }
        if (!takenByAll) throw new IOException("No queue took it.");
        foreach (var letter in parcel.Letters) world.TakenByBroker(letter.MessageId);
        await Scheduler.PointAsync();
        if (world.Faults.ConfirmIsLost) await new TaskCompletionSource().Task;
    }

    /// <summary>One of a module's consumers in one process: takes a bundle, hands it over, acknowledges it when it is done.</summary>
    public async Task ConsumeAsync(ModuleMessaging module)
    {
        var process = (Scheduler.SimulatedProcess)SynchronizationContext.Current!;
        while (true)
        {
            var taken = module.Subscriptions.Values
                .SelectMany(subscription => QueueOf(subscription.Consumer), (subscription, delivery) => (subscription, delivery))
                .Where(one => one.delivery.Holder is null or { IsDead: true })
                .ToList();
            if (taken.Count == 0)
            {
                await scheduler.DelayAsync(TimeSpan.FromMilliseconds(100));
                continue;
            }
            var (subscription, delivery) = taken[scheduler.Random.Next(taken.Count)];
            delivery.Holder = process;
            await Scheduler.PointAsync();
            await module.ReceiveAsync(subscription, delivery.Parcel.Letters);
            await Scheduler.PointAsync();
            if (world.Faults.IsDeliveredTwice) delivery.Holder = null;
            else QueueOf(subscription.Consumer).Remove(delivery);
        }
    }

    private List<Delivery> QueueOf(string consumer)
    {
        if (!queues.TryGetValue(consumer, out var queue)) queues[consumer] = queue = [];
        return queue;
    }

    private sealed class Delivery(Parcel parcel)
    {
        public Parcel Parcel => parcel;
        public Scheduler.SimulatedProcess? Holder { get; set; }
    }
}

/// <summary>The transport of a process that talks to the broker.</summary>
internal sealed class BrokerTransport(SimulatedBroker broker) : ITransport
{
    public TimeSpan Patience => TimeSpan.FromSeconds(30);

    public Task PublishAsync(Parcel parcel) => broker.PublishAsync(parcel);
}

/// <summary>The in-memory transport of one process: what it holds dies with the process, and a parcel is taken over when every module has committed it.</summary>
internal sealed class MemoryTransport(Scheduler scheduler, World world) : ITransport
{
    private readonly Acknowledgements acknowledgements = new();
    private IReadOnlyList<ModuleMessaging> modules = [];

    public TimeSpan Patience => TimeSpan.FromMinutes(10);

    public void Connect(IReadOnlyList<ModuleMessaging> all)
    {
        modules = all;
        foreach (var subscription in all.SelectMany(module => module.Subscriptions.Values)) acknowledgements.Add(subscription.Message, subscription.Consumer);
    }

    public async Task PublishAsync(Parcel parcel)
    {
        var bundle = Guid.CreateVersion7();
        var takenOver = acknowledgements.ExpectAsync(bundle, World.TypeOf(parcel.Type), parcel.Letters);
        foreach (var module in modules)
        {
            foreach (var subscription in module.Subscriptions.Values.Where(one => one.Type == parcel.Type))
            {
                _ = DeliverAsync(module, subscription, bundle);
                if (world.Faults.IsDeliveredTwice) _ = DeliverAsync(module, subscription, bundle);
            }
        }
        await takenOver;
    }

    private async Task DeliverAsync(ModuleMessaging module, Subscription subscription, Guid bundle)
    {
        await scheduler.DelayAsync(TimeSpan.FromMilliseconds(50));
        await module.ReceiveAsync(subscription, acknowledgements.LettersOf(bundle));
        await Scheduler.PointAsync();
        acknowledgements.Acknowledge(bundle, subscription.Consumer);
    }
}
