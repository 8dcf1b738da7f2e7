using System.Text.Json;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;

namespace Akorda.Simulation.Tests.Deliveries;

/// <summary>An account on a network that executes, does not execute, answers, loses its answer, acts late, lists late; and keeps its own count of what stands there.</summary>
public sealed class SimulatedNetwork(Scheduler scheduler, MemoryLedger ledger)
{
    /// <summary>Settings of the account: a request and its late effects are over within these times.</summary>
    public static readonly ChannelSettings Settings = new()
    {
        Id = "network-kk", Network = "simulated", Language = "kk", BaseUrl = new Uri("http://127.0.0.1:9"), Credentials = new Dictionary<string, string>(),
        Timing = new() { TimeoutSeconds = 2, SettleSeconds = 5, RetrySeconds = [1, 3] },
    };

    private readonly Scheduler world = scheduler;
    private readonly Dictionary<Guid, int> newest = [];

    /// <summary>Something that the network did.</summary>
    public sealed record Deed(Guid DeliveryId, DateTimeOffset At);

    public List<Deed> Deeds { get; } = [];

    /// <summary>While true anything can go wrong.</summary>
    public bool IsFaulty { get; set; } = true;

    /// <summary>True once something began although the kill switch had been thrown for a second. Kept, not thrown: the code under test survives whatever a channel throws.</summary>
    public bool IgnoredSwitch { get; private set; }

    /// <summary>How often the network misbehaved, so that a run that tested nothing is seen.</summary>
    public int Faults { get; private set; }

    /// <summary>The account as one process speaks to it.</summary>
    public IChannel Open() => new Account(this);

    private void Execute(Order order)
    {
        if (Deeds.Any(deed => deed.DeliveryId == order.DeliveryId))
            throw new InvalidOperationException($"The {order.Action} {order.DeliveryId} was done twice.");
        var revision = Revision(order);
        if (order.Action != Delivery.Withdraw)
        {
            if (newest.TryGetValue(order.Document.EventId, out var before) && before > revision)
                throw new InvalidOperationException($"Revision {revision} came after revision {before}.");
            newest[order.Document.EventId] = revision;
        }
        Deeds.Add(new Deed(order.DeliveryId, world.Clock.GetUtcNow()));
    }

    private static int Revision(Order order) => order.Document.Title[^1] - '0';

    private Task<Answer> ServeAsync(Order order)
    {
        var answer = new TaskCompletionSource<Answer>();
        world.InWorld(async () =>
        {
            var fault = IsFaulty ? world.Random.Next(10) : 0;
            if (fault > 4) fault = 0;
            if (fault > 0) Faults++;
            await (IsFaulty ? world.DelayAsync(TimeSpan.FromSeconds(1.5)) : Task.CompletedTask);
            switch (fault)
            {
                case 1:
                    answer.SetResult(new Answer.Uncertain { Evidence = "reset before it was read" });
                    break;
                case 2:
                    Execute(order);
                    answer.SetResult(new Answer.Uncertain { Evidence = "reset after it was done" });
                    break;
                case 3:
                    answer.SetResult(new Answer.Uncertain { Evidence = "no answer" });
                    await world.DelayAsync(TimeSpan.FromSeconds(2.5));
                    Execute(order);
                    break;
                case 4:
                    answer.SetException(new JsonException("half an answer"));
                    Execute(order);
                    break;
                default:
                    Execute(order);
                    answer.SetResult(new Answer.Done(order.RemoteId ?? order.DeliveryId.ToString(), null) { Evidence = "200" });
                    break;
            }
        });
        return answer.Task;
    }

    private Answer? RefuseEarly(CancellationToken begin)
    {
        if (begin.IsCancellationRequested) return new Answer.NotDone(null) { Evidence = "too late to begin" };
        CheckSwitch();
        if (!IsFaulty) return null;
        return world.Random.Next(20) switch
        {
            0 => Refused(new Answer.NotDone(null) { Evidence = "connection refused" }),
            1 => Refused(new Answer.Throttled(TimeSpan.FromSeconds(world.Random.Next(10))) { Evidence = "429" }),
            2 when world.Chance(0.3) => Refused(new Answer.AccountBlocked("locked") { Evidence = "401" }),
            _ => null,
        };
    }

    private void CheckSwitch()
    {
        if (ledger.PausedAt is { } paused && world.Clock.GetUtcNow() - paused > TimeSpan.FromSeconds(1))
            IgnoredSwitch = true;
    }

    private Answer Refused(Answer answer)
    {
        Faults++;
        return answer;
    }

    private sealed class Account(SimulatedNetwork network) : IChannel
    {
        private static readonly JsonElement Request = JsonElement.Parse("{}");

        public ChannelSettings Settings => SimulatedNetwork.Settings;

        public PostText Compose(Order order) => new(order.Document.Title, null);

        public async Task<Preparation> PrepareAsync(Order order, CancellationToken ct)
        {
            // Two requests that stage something: the switch may be thrown between them.
            for (var staged = 0; staged < 2; staged++)
            {
                await order.BeforeChange(ct);
                network.CheckSwitch();
                await network.world.DelayAsync(TimeSpan.FromSeconds(1.5));
            }
            return network.IsFaulty && network.world.Chance(0.05) ? new Preparation.Later(null, "busy") : new Preparation.Ready(Request);
        }

        public async Task<Answer> AttemptAsync(Order order, JsonElement prepared, CancellationToken ct)
        {
            await order.BeforeChange(ct);
            return network.RefuseEarly(ct) ?? await network.ServeAsync(order);
        }

        public async Task<Finding> FindAsync(Order order, JsonElement prepared, CancellationToken ct)
        {
            await Scheduler.PointAsync();
            if (network.IsFaulty && network.world.Chance(0.2)) return new Finding.Unreadable(null) { Evidence = "502" };
            if (network.IsFaulty && network.world.Chance(0.02)) return new Finding.Unknowable("not for this account") { Evidence = "403" };
            // Listings lag behind what was done; together with a late deed it is less than the settle time.
            var lag = network.IsFaulty ? TimeSpan.FromSeconds(2) * network.world.Random.NextDouble() : TimeSpan.Zero;
            var seen = network.Deeds.Any(deed => deed.DeliveryId == order.DeliveryId && deed.At <= network.world.Clock.GetUtcNow() - lag);
            await Scheduler.PointAsync();
            return seen ? new Finding.Present(order.DeliveryId.ToString(), null) { Evidence = "listed" } : new Finding.Absent { Evidence = "not listed" };
        }
    }
}
