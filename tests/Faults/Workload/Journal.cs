using System.Collections.Concurrent;

namespace Akorda.Faults.Workload;

/// <summary>What clients were told, and what must never be true whatever anybody was told.</summary>
public sealed class Journal(TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, Event> events = new();
    private readonly ConcurrentQueue<string> contradictions = new();
    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly ConcurrentQueue<TimeSpan> acceptances = new();
    private int ordinals;

    /// <summary>This machine's clock, which is the database's and the networks' as well.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Every event that a client tried to create.</summary>
    public IEnumerable<Event> Events => events.Values;

    /// <summary>Invariants that were seen broken while the run went on, each beginning with its name.</summary>
    public IReadOnlyCollection<string> Contradictions => [.. contradictions.Distinct()];

    /// <summary>Those of one invariant, without its name.</summary>
    public IEnumerable<string> ContradictionsOf(string invariant) =>
        Contradictions.Where(one => one.StartsWith(invariant + ": ", StringComparison.Ordinal)).Select(one => one[(invariant.Length + 2)..]);

    /// <summary>How often what was answered: a status, or nothing.</summary>
    public IReadOnlyDictionary<string, int> Answers => answers;

    /// <summary>How long clients waited to be told that a draft is taken.</summary>
    public IReadOnlyCollection<TimeSpan> Acceptances => acceptances;

    /// <summary>A new ordinal.</summary>
    public int NextOrdinal() => Interlocked.Increment(ref ordinals);

    /// <summary>From now on the event may exist.</summary>
    public void Begin(Event one) => events[one.Ordinal] = one;

    /// <summary>The event of a mark.</summary>
    public Event? Find(int ordinal) => events.GetValueOrDefault(ordinal);

    /// <summary>Something that must never be.</summary>
    public void Contradict(string invariant, string what) => contradictions.Enqueue($"{invariant}: {what}");

    /// <summary>Counts an answer.</summary>
    public void Count(string answer) => answers.AddOrUpdate(answer, 1, (_, count) => count + 1);

    /// <summary>A draft was taken after this time.</summary>
    public void Accepted(TimeSpan after) => acceptances.Enqueue(after);
}
