namespace Akorda.Sandbox.Calls;

/// <summary>A call as the network saw it.</summary>
/// <param name="Outcome">The answer's status, or how it ended without one.</param>
public sealed record LoggedCall(long Number, DateTimeOffset At, string Network, string Operation, string Language, string Method, string Path, string Body, string? Fault, string Outcome);

/// <summary>The newest calls of every network.</summary>
public sealed class CallLog
{
    private const int Most = 20_000;
    private readonly Lock gate = new();
    private readonly Queue<LoggedCall> calls = new();
    private long last;

    /// <summary>The calls, oldest first.</summary>
    public IReadOnlyList<LoggedCall> All
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    /// <summary>Notes a call when it is over.</summary>
    public void Note(Call call, string operation, string language, Fault? fault, string outcome)
    {
        lock (gate)
        {
            calls.Enqueue(new LoggedCall(++last, call.At, call.Network, operation, language, call.Method, call.Path, call.Body, fault?.Kind, outcome));
            if (calls.Count > Most) calls.Dequeue();
        }
    }
}
