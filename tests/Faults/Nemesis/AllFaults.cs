using Akorda.Faults.Faults;

namespace Akorda.Faults.Nemesis;

/// <summary>Every fault there is.</summary>
public static class AllFaults
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Fault> All =
    [
        new DatabaseRestarted(Immediate: true) { IsShort = true },
        new DatabaseRestarted(Immediate: false),
        new BrokerKilled { IsShort = true },
    ];
}
