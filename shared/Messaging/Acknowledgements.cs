using System.Collections.Concurrent;

namespace Akorda.Messaging;

/// <summary>
/// Over the in-memory transport a bundle is taken over when every subscribing module has committed it. Until then its letters are kept here and only its id travels.
/// All of it lives in memory: after a crash everything unmarked is sent again.
/// </summary>
internal sealed class Acknowledgements
{
    private readonly ConcurrentDictionary<Guid, Open> open = new();
    private readonly Dictionary<Type, HashSet<string>> consumers = [];

    /// <summary>Adds a subscriber; before the bus starts.</summary>
    public void Add(Type message, string consumer)
    {
        if (!consumers.TryGetValue(message, out var some)) consumers[message] = some = [];
        some.Add(consumer);
    }

    /// <summary>Ends when every subscriber has acknowledged the bundle.</summary>
    public Task ExpectAsync(Guid bundle, Type message, IReadOnlyList<Letter> letters)
    {
        if (!consumers.TryGetValue(message, out var subscribers)) throw new InvalidOperationException($"No module of this process consumes {message.Name}.");
        var expected = new Open(letters, [.. subscribers]);
        open[bundle] = expected;
        return expected.Done.Task;
    }

    /// <summary>What the bundle holds; nothing once every subscriber has committed it.</summary>
    public IReadOnlyList<Letter> LettersOf(Guid bundle) => open.TryGetValue(bundle, out var expected) ? expected.Letters : [];

    /// <summary>A subscriber has committed the bundle.</summary>
    public void Acknowledge(Guid bundle, string consumer)
    {
        if (!open.TryGetValue(bundle, out var expected)) return;
        lock (expected)
        {
            expected.Missing.Remove(consumer);
            if (expected.Missing.Count > 0) return;
        }
        open.TryRemove(bundle, out _);
        expected.Done.TrySetResult();
    }

    private sealed record Open(IReadOnlyList<Letter> Letters, HashSet<string> Missing)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
