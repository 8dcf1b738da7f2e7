using Akorda.Publisher.Deliveries;
using Akorda.Texts;

namespace Akorda.Simulation.Tests.Deliveries;

/// <summary>The production code that sends and resolves, with two publishers that die at any await point and a network that does anything: at most one post of each row, none while paused, and after calm everything settled.</summary>
public sealed class TheLedgerUnderFire
{
    private const int Events = 3;
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(SimulatedNetwork.Settings.Timing.SettleSeconds);

    private static readonly Document[] Revisions = [.. Enumerable.Range(1, 3).Select(revision => new Document
    {
        Format = 1, EventId = Guid.Empty, Number = 1, Language = "kk", Languages = ["kk"], Section = "events", Rubric = "akorda", Place = null,
        OccurredOn = new DateOnly(2026, 11, 23), Title = $"Revision {revision}", Lead = null, Body = "", Media = [], Topics = [], ReleasePolicy = "together",
        Urgency = "routine", EmbargoUntil = null, Channels = ["network-kk"], ChannelTexts = new Dictionary<string, string>(),
    })];

    [Fact]
    public void Every_row_is_posted_at_most_once_and_settles() => Seeds.Run(5_000, Simulate);

    [Fact]
    public void The_network_misbehaves_and_processes_die()
    {
        var (faults, crashes) = (0, 0);
        for (var seed = 0; seed < 50; seed++)
        {
            var run = new Run(seed);
            run.ToTheEnd();
            (faults, crashes) = (faults + run.Network.Faults, crashes + run.Crashes);
        }
        Assert.InRange(faults, 50, int.MaxValue);
        Assert.InRange(crashes, 50, int.MaxValue);
    }

    private static void Simulate(int seed) => new Run(seed).ToTheEnd();

    private sealed class Run
    {
        private readonly Scheduler scheduler;
        private readonly MemoryLedger ledger;
        private readonly List<Guid> events = [.. Enumerable.Range(1, Events).Select(number => new Guid(number, 0, 0, new byte[8]))];
        private bool newsroomIsDone;

        public Run(int seed)
        {
            scheduler = new Scheduler(seed);
            ledger = new MemoryLedger(scheduler);
            Network = new SimulatedNetwork(scheduler, ledger);
        }

        public SimulatedNetwork Network { get; }

        public int Crashes { get; private set; }

        public void ToTheEnd()
        {
            scheduler.CrashRate = 0.01;
            scheduler.Crashed = process =>
            {
                Crashes++;
                scheduler.InWorld(() => RestartAsync(process.Name));
            };
            StartPublisher("one");
            StartPublisher("two");
            scheduler.InWorld(NewsroomAsync);
            scheduler.RunUntil(() => newsroomIsDone, 50_000);

            // Calm: the faults stop, people do what waits for them, and everything must come to its end.
            scheduler.CrashRate = 0;
            Network.IsFaulty = false;
            scheduler.InWorld(PeopleAsync);
            try
            {
                scheduler.RunUntil(() => ledger.Rows.All(row => row.Delivery.IsSettled && !row.Delivery.InDoubt), 50_000);
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidOperationException($"{e.Message} {string.Join("; ", ledger.Rows.Select(row => $"{row.EventId} {row.Revision} {row.Delivery.Action} {row.Delivery.State} {row.Delivery.Reason}"))}", e);
            }
            foreach (var row in ledger.Rows) CheckEnd(row);
            if (Network.IgnoredSwitch) throw new InvalidOperationException("Something began although the channel was paused.");
        }

        private async Task RestartAsync(string name)
        {
            await scheduler.DelayAsync(TimeSpan.FromSeconds(20));
            StartPublisher(name);
        }

        private void StartPublisher(string name) => scheduler.Start(name, async () =>
        {
            var channel = Network.Open();
            while (true)
            {
                await SendWhatIsDue.PassAsync(ledger, channel, PageAnswersAsync, photographs: null, scheduler.Clock, CancellationToken.None);
                await scheduler.DelayAsync(TimeSpan.FromSeconds(1));
            }
        });

        private async Task<bool> PageAnswersAsync(Uri page, CancellationToken ct)
        {
            await Scheduler.PointAsync();
            return !Network.IsFaulty || !scheduler.Chance(0.1);
        }

        // Releases, corrections, withdrawals and the kill switch, at times of the seed's choice.
        private async Task NewsroomAsync()
        {
            await Task.WhenAll(events.Select(EventAsync).Append(SwitchAsync()));
            // Long enough for what was planned last to meet its faults too.
            await scheduler.DelayAsync(TimeSpan.FromMinutes(2));
            newsroomIsDone = true;
        }

        private async Task EventAsync(Guid eventId)
        {
            var revisions = scheduler.Random.Next(1, 4);
            for (var revision = 1; revision <= revisions; revision++)
            {
                await scheduler.DelayAsync(TimeSpan.FromSeconds(15));
                ledger.Plan(eventId, revision, Revisions[revision - 1] with { EventId = eventId }, new Uri($"https://akorda.example/kk/events/{eventId}"));
            }
            await scheduler.DelayAsync(TimeSpan.FromSeconds(15));
            if (scheduler.Chance(0.4)) ledger.PlanWithdrawal(eventId);
        }

        private async Task SwitchAsync()
        {
            for (var times = scheduler.Random.Next(3); times > 0; times--)
            {
                await scheduler.DelayAsync(TimeSpan.FromSeconds(20));
                ledger.Pause();
                await scheduler.DelayAsync(TimeSpan.FromSeconds(10));
                ledger.Resume();
            }
        }

        private async Task PeopleAsync()
        {
            while (true)
            {
                ledger.Resume();
                // As the route asks: called absent only when nothing of it can appear any more.
                foreach (var row in ledger.Rows.Where(row => row.Delivery is { State: Delivery.Held } && !(row.Delivery.LastByteAt + Settles > scheduler.Clock.GetUtcNow())))
                    ledger.Resolve(row, Network.Deeds.Any(deed => deed.DeliveryId == row.Delivery.Id));
                await Task.Delay(TimeSpan.FromSeconds(30), scheduler.Clock);
            }
        }

        private void CheckEnd(MemoryLedger.Row row)
        {
            var done = Network.Deeds.Count(deed => deed.DeliveryId == row.Delivery.Id);
            if (done != (row.Delivery.State == Delivery.Delivered ? 1 : 0))
                throw new InvalidOperationException($"The ledger says {row.Delivery.State} of a {row.Delivery.Action} that was done {done} times.");
            if (row.Delivery.State == Delivery.Withdrawn && !row.IsSuperseded && row.Delivery.Action != Delivery.Withdraw)
                throw new InvalidOperationException($"A {row.Delivery.Action} was lost.");
        }
    }
}
