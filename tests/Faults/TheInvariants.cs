using Akorda.Faults.Invariants;

namespace Akorda.Faults;

/// <summary>Whatever happened, this held all the time and at the end.</summary>
public sealed class TheInvariants(TheRun run)
{
    public static TheoryData<string> Names => [.. AllInvariants.All.Select(invariant => $"{invariant.Row} {invariant.Promise}")];

    [Theory, MemberData(nameof(Names))]
    public void Holds(string invariant)
    {
        var outcome = run.Outcomes.Single(outcome => outcome.Name == invariant);
        Assert.True(outcome.Holds, outcome.ToString());
    }
}
