namespace Akorda.Faults.Invariants;

/// <summary>The contract.</summary>
public static class AllInvariants
{
    /// <summary>All of it.</summary>
    public static readonly IReadOnlyList<Invariant> All =
    [
        new NothingLost(), new NothingTwice(), new NothingUnauthorised(), new OnlyWhatWasApproved(), new NothingEarly(),
        new InOrder(), new AuditComplete(), new KillSwitch(), new HonestStatus(), new Bounded(),
    ];
}
