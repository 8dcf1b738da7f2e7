using Akorda.Contracts.Drafts;
using Akorda.Contracts.Timeline;
using Akorda.Messaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Akorda.Simulation.Tests.Messages;

/// <summary>
/// Three modules that send to each other, over one process's memory or over a broker with two processes for each module. A withdrawal is answered by a step,
/// so that what a consumer sends is tried as well. The world keeps what must be true: everything that is committed is handled by every subscriber, once.
/// </summary>
internal sealed class World
{
    private static readonly string[] Names = ["editors", "readers", "archive"];
    private static readonly Dictionary<Type, string[]> Subscribers = new()
    {
        [typeof(DraftWithdrawn)] = ["readers", "archive"],
        [typeof(StepRecorded)] = ["editors", "archive"],
    };

    private readonly Dictionary<string, SimulatedDatabase> databases;
    private readonly Dictionary<(string Consumer, Guid MessageId), int> handled = [];
    private readonly HashSet<Guid> takenByBroker = [];
    private readonly HashSet<Guid> poison = [];
    private readonly SimulatedBroker? broker;
    private readonly Guid[] events;
    private readonly Dictionary<Scheduler.SimulatedProcess, Action> starts = [];
    private int actsLeft;
    private string? violation;

    private World(int seed)
    {
        Scheduler = new Scheduler(seed) { CrashRate = 0 };
        Scheduler.CrashRate = Scheduler.Random.NextDouble() * 0.01;
        Faults = new Faults(Scheduler);
        databases = Names.ToDictionary(name => name, name => new SimulatedDatabase(name, Scheduler, this));
        broker = Scheduler.Chance(0.5) ? new SimulatedBroker(Scheduler, this) : null;
        events = [.. Enumerable.Range(0, 4).Select(_ => SeededGuid())];
        actsLeft = Scheduler.Random.Next(1, 10);
        Scheduler.Crashed = dead => Scheduler.InWorld(async () =>
        {
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(2));
            starts[dead]();
        });
    }

    public Scheduler Scheduler { get; }

    public Faults Faults { get; }

    /// <summary>One seed: trouble, then calm, then the account. Answers how many steps it took.</summary>
    public static long Run(int seed)
    {
        World world = new(seed);
        world.StartProcesses();
        world.Scheduler.InWorld(world.TroubleAsync);
        world.RunUntil(() => world.actsLeft == 0 && world.Scheduler.Clock.GetUtcNow() > EndOfTrouble);
        world.Faults.Calm();
        world.Scheduler.CrashRate = 0;
        world.RunUntil(world.IsSettled);
        world.CheckEverythingHandled();
        return world.Scheduler.Steps;
    }

    private void RunUntil(Func<bool> condition)
    {
        Scheduler.RunUntil(() => violation is not null || condition(), mostSteps: 200_000);
        if (violation is not null) throw new InvalidOperationException(violation);
    }

    public static IEnumerable<string> ConsumersOf(string type) => Subscribers[TypeOf(type)].Select(module => Subscription.ConsumerOf(module, TypeOf(type)));

    public static Type TypeOf(string type) => Subscribers.Keys.Single(one => MessageTypes.NameOf(one) == type);

    public void TakenByBroker(Guid messageId) => takenByBroker.Add(messageId);

    /// <summary>Effects were committed.</summary>
    public void Handled(string consumer, Guid messageId)
    {
        handled[(consumer, messageId)] = handled.GetValueOrDefault((consumer, messageId)) + 1;
        if (handled[(consumer, messageId)] > 1) Violate($"{consumer} handled {messageId} twice.");
    }

    /// <summary>Something happened that must never happen. Not thrown where it happens: the product would take it for a fault that it survives.</summary>
    public void Violate(string what) => violation ??= what;

    /// <summary>A row may be marked only when somebody durable has it.</summary>
    public void CheckTakenOver(Letter letter)
    {
        var ok = broker is not null
            ? takenByBroker.Contains(letter.MessageId)
            : Subscribers[TypeOf(letter.Type)].All(module => databases[module].HasReceived(Subscription.ConsumerOf(module, TypeOf(letter.Type)), letter.MessageId));
        if (!ok) Violate($"{letter.MessageId} is marked sent, and nobody durable has it.");
    }

    // Locks are taken in the order of the events' ids, so these must be the seed's choice too.
    private Guid SeededGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Scheduler.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static readonly DateTimeOffset EndOfTrouble = new(2026, 11, 23, 9, 1, 0, TimeSpan.Zero);

    private void StartProcesses()
    {
        if (broker is null)
        {
            StartProcess("all", Names);
        }
        else
        {
            foreach (var name in Names)
                for (var replica = 1; replica <= 2; replica++) StartProcess($"{name} {replica}", [name]);
        }
    }

    private void StartProcess(string name, string[] modules)
    {
        var process = Scheduler.Start(name, () => RunProcessAsync(modules));
        starts[process] = () => StartProcess(name, modules);
    }

    private Task RunProcessAsync(string[] names)
    {
        MemoryTransport? memory = broker is null ? new(Scheduler, this) : null;
        ITransport transport = memory is not null ? memory : new BrokerTransport(broker!);   // one of the two is there
        List<(ModuleMessaging Messaging, SimulatedDatabase.Store Store)> modules = [];
        foreach (var name in names)
        {
            var store = databases[name].Connect();
            ModuleMessaging module = new(
                name, ConsumersOfModule(name), store, store, transport, new Backoff([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)]),
                Scheduler.Clock, Scheduler.Clock, NullLogger.Instance);
            module.MakeConsumers(new NoServices());
            modules.Add((module, store));
        }
        memory?.Connect([.. modules.Select(module => module.Messaging)]);
        List<Task> loops = [];
        foreach (var (module, store) in modules)
        {
            loops.Add(module.RunInboxAsync(CancellationToken.None));
            loops.Add(module.Relay.RunAsync(CancellationToken.None));
            loops.Add(ActAsync(module, store));
            for (var i = 0; i < 2 && broker is not null; i++) loops.Add(broker.ConsumeAsync(module));
        }
        return Task.WhenAll(loops);
    }

    private Consumers ConsumersOfModule(string name)
    {
        Consumers consumers = new();
        if (Subscribers[typeof(DraftWithdrawn)].Contains(name))
            consumers.On<DraftWithdrawn>(draft => draft.EventId, (draft, incoming, _) => Handle(Subscription.ConsumerOf(name, typeof(DraftWithdrawn)), incoming, name == "readers" ? Step(draft.EventId) : null));
        if (Subscribers[typeof(StepRecorded)].Contains(name))
            consumers.On<StepRecorded>(step => step.EventId, (_, incoming, _) => Handle(Subscription.ConsumerOf(name, typeof(StepRecorded)), incoming, answer: null));
        return consumers;
    }

    private async Task<Effects> Handle(string consumer, Incoming incoming, object? answer)
    {
        await Scheduler.PointAsync();
        if (poison.Contains(incoming.MessageId) || Faults.HandlerFails) throw new InvalidOperationException("The consumer fails.");
        var effects = new Effects().Run("handled", consumer, incoming.MessageId);
        return answer is null ? effects : effects.Send(answer, incoming.Urgency);
    }

    // People act in whatever process is alive; an act whose answer was lost may have happened, and is not repeated.
    private async Task ActAsync(ModuleMessaging module, SimulatedDatabase.Store store)
    {
        while (actsLeft > 0)
        {
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(10));
            if (actsLeft == 0) return;
            actsLeft--;
            List<Letter> letters = [];
            for (var i = Scheduler.Random.Next(3); i >= 0; i--)
            {
                var eventId = events[Scheduler.Random.Next(events.Length)];
                var letter = Letter.Of(Scheduler.Chance(0.5) ? Withdrawal(eventId) : Step(eventId), Scheduler.Chance(0.2) ? "flash" : "routine", traceParent: null);
                if (Scheduler.Chance(0.05)) poison.Add(letter.MessageId);
                letters.Add(letter);
            }
            try
            {
                module.Relay.Accept(await store.ActAsync(letters));
            }
            catch (Npgsql.NpgsqlException)
            {
                module.Relay.LookAgain();
            }
        }
    }

    private async Task TroubleAsync()
    {
        while (Scheduler.Clock.GetUtcNow() < EndOfTrouble)
        {
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(10));
            if (!Faults.DatabaseGoesAway) continue;
            var database = databases[Names[Scheduler.Random.Next(Names.Length)]];
            database.GoAway();
            await Scheduler.DelayAsync(TimeSpan.FromSeconds(10));
            database.ComeBack();
        }
    }

    private bool IsSettled() =>
        broker is not { Waiting: > 0 }
        && databases.Values.All(database => database.Outbox.Values.All(row => row.Sent) && database.Failures.Values.All(failure => failure.State != "waiting"));

    private void CheckEverythingHandled()
    {
        foreach (var letter in databases.Values.SelectMany(database => database.Outbox.Values).Select(row => row.Letter))
        {
            foreach (var module in Subscribers[TypeOf(letter.Type)])
            {
                var consumer = Subscription.ConsumerOf(module, TypeOf(letter.Type));
                var times = handled.GetValueOrDefault((consumer, letter.MessageId));
                var failed = databases[module].Failures.Values.Count(failure => failure.State == "failed" && failure.Message.Consumer == consumer && failure.Message.Letter.MessageId == letter.MessageId);
                if (times + failed != 1) throw new InvalidOperationException($"{consumer} handled {letter.MessageId} {times} times and failed on it {failed} times.");
            }
        }
    }

    private static StepRecorded Step(Guid eventId) => new() { EventId = eventId, At = DateTimeOffset.UnixEpoch, Step = "simulated", Language = null, Actor = null, Detail = null };

    private static DraftWithdrawn Withdrawal(Guid eventId) => new()
    {
        EventId = eventId,
        Revision = 1,
        Reason = "simulated",
        WithdrawnBy = new Contracts.Person("dana", "Dana"),
        WithdrawnAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
