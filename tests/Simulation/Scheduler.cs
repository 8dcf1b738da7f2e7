namespace Akorda.Simulation.Tests;

/// <summary>
/// Runs everything of one seed on one thread and in one order: which continuation runs next, how time passes and where a process dies are the seed's choice.
/// Production code runs in it unchanged, as long as it takes its time from <see cref="Clock"/> and waits only for what the simulation gives it.
/// </summary>
public sealed class Scheduler
{
    private readonly List<(SimulatedProcess Process, Action Run)> ready = [];
    private readonly PriorityQueue<Timer, (DateTimeOffset Due, long Order)> timers = new();
    private readonly SimulatedClock clock;
    private readonly SimulatedProcess world;
    private DateTimeOffset now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private long order;

    public Scheduler(int seed)
    {
        Random = new Random(seed);
        clock = new SimulatedClock(this);
        world = new SimulatedProcess(this, "world", mayCrash: false);
    }

    /// <summary>The seed's choices; nothing else may be random.</summary>
    public Random Random { get; }

    /// <summary>The simulated time: it moves a little with every step, and far when nothing else is left to do.</summary>
    public TimeProvider Clock => clock;

    /// <summary>How likely a process dies at one of its await points.</summary>
    public double CrashRate { get; set; }

    /// <summary>Called after a process died; starts it again, as its supervisor would.</summary>
    public Action<SimulatedProcess> Crashed { get; set; } = _ => { };

    /// <summary>How many continuations ran.</summary>
    public long Steps { get; private set; }

    /// <summary>Starts a process. Whatever it awaits from then on is an await point at which it may die.</summary>
    public SimulatedProcess Start(string name, Func<Task> main)
    {
        SimulatedProcess process = new(this, name, mayCrash: true);
        process.Start(main);
        return process;
    }

    /// <summary>Runs something that never dies: the network, a database's own work, the test itself.</summary>
    public void InWorld(Func<Task> act) => world.Start(act);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>An await point: whatever else is ready may run before the caller goes on, and the caller may die here.</summary>
    public static async Task PointAsync() => await Task.Yield();

    /// <summary>Lets time pass for the caller.</summary>
    public Task DelayAsync(TimeSpan atMost) => Task.Delay(atMost * Random.NextDouble() + TimeSpan.FromMilliseconds(1), clock);

    /// <summary>Ends a process as kill -9 does: none of its continuations runs any more.</summary>
    public void Crash(SimulatedProcess process)
    {
        process.IsDead = true;
        ready.RemoveAll(one => one.Process == process);
        Crashed(process);
    }

    /// <summary>Runs until the condition holds.</summary>
    /// <exception cref="InvalidOperationException">It does not hold after so many steps, or a process ended in an error.</exception>
    public void RunUntil(Func<bool> condition, int mostSteps)
    {
        var before = SynchronizationContext.Current;
        try
        {
            for (var steps = 0; !condition(); steps++)
            {
                if (steps == mostSteps) throw new InvalidOperationException($"After {mostSteps} steps it is still not so.");
                Step();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Step()
    {
        if (ready.Count == 0)
        {
            if (!timers.TryPeek(out var next, out _)) throw new InvalidOperationException("Nothing is left that could happen.");
            if (next.Due > now) now = next.Due;
        }
        now += TimeSpan.FromMicroseconds(Random.Next(200));
        FireTimers();
        if (ready.Count == 0) return;
        var index = Random.Next(ready.Count);
        var (process, run) = ready[index];
        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        Steps++;
        if (process.MayCrash && CrashRate > 0 && Chance(CrashRate))
        {
            Crash(process);
            return;
        }
        process.Run(run);
    }

    private void FireTimers()
    {
        while (timers.TryPeek(out var timer, out var due) && due.Due <= now)
        {
            timers.Dequeue();
            if (timer.IsDueAt(due.Order)) timer.Fire();
        }
    }

    private void Add(SimulatedProcess process, Action run)
    {
        if (!process.IsDead) ready.Add((process, run));
    }

    /// <summary>A process of the simulation: what one crash ends together.</summary>
    public sealed class SimulatedProcess : SynchronizationContext
    {
        private readonly Scheduler scheduler;
        private Task main = Task.CompletedTask;

        internal SimulatedProcess(Scheduler scheduler, string name, bool mayCrash) => (this.scheduler, Name, MayCrash) = (scheduler, name, mayCrash);

        public string Name { get; }

        internal bool MayCrash { get; }

        /// <summary>True after a crash: nothing of it runs any more.</summary>
        public bool IsDead { get; internal set; }

        public override void Post(SendOrPostCallback d, object? state) => scheduler.Add(this, () => d(state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may block in a simulation.");

        public override SynchronizationContext CreateCopy() => this;

        internal void Start(Func<Task> act) => scheduler.Add(this, () =>
        {
            var started = act();
            main = main.IsCompleted ? started : Task.WhenAll(main, started);
        });

        internal void Run(Action run)
        {
            SetSynchronizationContext(this);
            run();
            if (main.IsFaulted) throw new InvalidOperationException($"The process {Name} ended in an error.", main.Exception);
        }
    }

    private sealed class SimulatedClock(Scheduler scheduler) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => scheduler.now;

        public override long GetTimestamp() => scheduler.now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timer timer = new(scheduler, SynchronizationContext.Current as SimulatedProcess ?? scheduler.world, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class Timer(Scheduler scheduler, SimulatedProcess process, Action callback) : ITimer
    {
        private long current;

        public DateTimeOffset Due { get; private set; }

        public bool IsDueAt(long order) => current == order;

        public void Fire() => scheduler.Add(process, callback);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero) throw new NotSupportedException("Periodic timers are not simulated.");
            current = ++scheduler.order;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            Due = scheduler.now + dueTime;
            scheduler.timers.Enqueue(this, (Due, current));
            return true;
        }

        public void Dispose() => current = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
