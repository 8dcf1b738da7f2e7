namespace Akorda.Faults.Invariants;

/// <summary>After the switch's answer nothing that changes a network begins. The fault that throws it writes down what it saw.</summary>
public sealed record KillSwitch() : Invariant("I8", "the kill switch holds")
{
    public override Task<IReadOnlyList<string>> ViolationsAsync(Evidence evidence) => Task.FromResult<IReadOnlyList<string>>([]);
}
