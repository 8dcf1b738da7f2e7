namespace Akorda.Sandbox.Calls;

/// <summary>A fault that a test asks a network to have.</summary>
public sealed record Fault
{
    /// <summary>Every kind there is.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "reset", "executeThenReset", "executeLate", "hang", "executeThenHang", "fail", "executeThenFail",
        "throttle", "executeThenThrottle", "executeThenHalf", "answer", "executeThenAnswer", "lag",
    ];

    /// <summary>The network that has it.</summary>
    public required string Network { get; init; }
    /// <summary>What happens; one of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Only for this operation; null for all.</summary>
    public string? Operation { get; init; }
    /// <summary>Only for the account of this language; null for all.</summary>
    public string? Language { get; init; }
    /// <summary>For which of the calls that fit, counted from 1 since the faults were set; null for every one.</summary>
    public IReadOnlyList<int>? On { get; init; }
    /// <summary>How late a call is executed, or how far a listing lags.</summary>
    public int DelayMs { get; init; }
    /// <summary>Seconds to name when throttling; null for no hint.</summary>
    public int? RetryAfter { get; init; }
    /// <summary>The status of an <c>answer</c>.</summary>
    public int Status { get; init; } = 400;
    /// <summary>The body of an <c>answer</c>.</summary>
    public System.Text.Json.Nodes.JsonNode? Body { get; init; }
    /// <summary>The headers of an <c>answer</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the call is carried out before the fault shows.</summary>
    public bool Executes => Kind is "lag" || Kind.StartsWith("executeThen", StringComparison.Ordinal);
}

/// <summary>The faults that are set, and how many calls have fitted each.</summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private List<(Fault Fault, int[] Fitted)> faults = [];

    /// <summary>Sets the faults; those before are forgotten.</summary>
    public void Set(IReadOnlyList<Fault> next)
    {
        lock (gate) faults = [.. next.Select(fault => (fault, new int[1]))];
    }

    /// <summary>The fault that this call meets; null for none. Counts the call.</summary>
    public Fault? Meet(string network, string operation, string language)
    {
        lock (gate)
        {
            Fault? met = null;
            foreach (var (fault, fitted) in faults)
            {
                if (fault.Network != network || (fault.Operation ?? operation) != operation || (fault.Language ?? language) != language) continue;
                fitted[0]++;
                if (fault.On is null || fault.On.Contains(fitted[0])) met ??= fault;
            }
            return met;
        }
    }
}
